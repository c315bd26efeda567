import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
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

function writeSecret(value: string): string {
  const dir = mkdtempSync(join(tmpdir(), 'goen-setting-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const path = join(dir, 'token');
  writeFileSync(path, value);
  return path;
}
test('reads a setting from its file, an empty file as none', () => {
  const transformed = schema.refine(() => true).transform(({ TOKEN }) => TOKEN);
  const TOKEN_FILE = writeSecret('a-long-enough-token\n');
  expect(readConfig(transformed, { PORT: '1', TOKEN_FILE })).toBe('a-long-enough-token');
  const optional = z.object({ TOKEN: z.string().optional() });
  expect(readConfig(optional, { TOKEN_FILE: writeSecret('\n') })).toEqual({});
});
test('refuses a setting both in the environment and in a file, and a file that cannot be read', () => {
  const TOKEN = 'a-long-enough-token';
  const both = () => readConfig(schema, { PORT: '1', TOKEN, TOKEN_FILE: writeSecret(`${TOKEN}-2`) });
  expect(both).toThrow('TOKEN: must not be set together with TOKEN_FILE');
  expect(both).not.toThrow(TOKEN);
  const gone = { PORT: '1', TOKEN_FILE: '/nowhere/token', OTHER_FILE: '/nowhere/other' };
  expect(() => readConfig(schema, gone)).toThrow(/TOKEN_FILE: cannot be read \(ENOENT\)/);
  expect(() => readConfig(schema, gone)).not.toThrow('OTHER');
});
