import { expect, test } from 'vitest';
import { z } from 'zod';
import { base64Keys, readConfig } from './config.ts';

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

test('reads one key or several, and refuses one of the wrong length', () => {
  const keySchema = z.object({ KEY: base64Keys(4) });
  const [first, second] = [Buffer.from('abcd'), Buffer.from('efgh')];
  expect(readConfig(keySchema, { KEY: first.toString('base64') })).toEqual({ KEY: [first] });
  const both = `${first.toString('base64')}, ${second.toString('base64')}`;
  expect(readConfig(keySchema, { KEY: both })).toEqual({ KEY: [first, second] });
  expect(() => readConfig(keySchema, { KEY: `${first.toString('base64')},YWI=` })).toThrow(/KEY: must be 4 bytes/);
});
