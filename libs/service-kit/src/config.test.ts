import { expect, test } from 'vitest';
import { z } from 'zod';
import { base64Keys, callerTokens, readConfig } from './config.ts';

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

const callersSchema = z.object({ TOKENS: callerTokens(['gateway', 'worker']) });
const long = (n: number) => `token-of-the-tests-${n}`;
test('reads the tokens of callers, two of one for a rotation', () => {
  expect(readConfig(callersSchema, { TOKENS: `gateway=${long(1)}, gateway=${long(2)}=,worker=${long(3)}` })).toEqual({
    TOKENS: [
      { caller: 'gateway', token: long(1) },
      { caller: 'gateway', token: `${long(2)}=` },
      { caller: 'worker', token: long(3) },
    ],
  });
});
test.each([
  ['no caller', long(1), /must be a list of caller=token, of gateway, worker/],
  ['an unknown caller', `gatway=${long(1)}`, /must be a list of caller=token/],
  ['a short token', 'gateway=short', /fewer than 16 characters/],
  ['one token for two', `gateway=${long(1)},worker=${long(1)}`, /has a token twice/],
])('refuses %s, without showing the value', (_name, TOKENS, fault) => {
  expect(() => readConfig(callersSchema, { TOKENS })).toThrow(fault);
  expect(() => readConfig(callersSchema, { TOKENS })).not.toThrow(long(1));
});
