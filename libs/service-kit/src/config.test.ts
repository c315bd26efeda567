import { expect, test } from 'vitest';
import { z } from 'zod';
import { readConfig } from './config.ts';

const schema = z.object({ PORT: z.coerce.number().int(), TOKEN: z.string().min(16) });

test('reads settings with their types', () => {
  expect(readConfig(schema, { PORT: '4000', TOKEN: 'a-long-enough-token' })).toEqual({
    PORT: 4000,
    TOKEN: 'a-long-enough-token',
  });
});

test('names each missing or wrong variable and never its value', () => {
  const read = () => readConfig(schema, { PORT: '', TOKEN: 'short-secret' });
  expect(read).toThrow(/PORT/);
  expect(read).toThrow(/TOKEN/);
  expect(read).not.toThrow(/short-secret/);
});
