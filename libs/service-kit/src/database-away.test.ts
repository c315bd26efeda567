import { expect, test } from 'vitest';
import { isDatabaseAway } from './database-away.ts';

const withCode = (code: string, message = 'failed') => Object.assign(new Error(message), { code });

test.each([
  ['a full disk', withCode('53100')],
  ['too many connections', withCode('53300')],
  ['a server that is stopped', withCode('57P01')],
  ['a server that crashed', withCode('57P02')],
  ['a server that is not up yet', withCode('57P03')],
  ['a lock timeout', withCode('55P03')],
  ['a statement timeout', withCode('57014')],
  ['a broken connection', withCode('08006')],
  ['a failed read', withCode('58030')],
  ['nobody listening', withCode('ECONNREFUSED')],
  ['a reset connection', withCode('ECONNRESET')],
  ['a full pool', new Error('timeout exceeded when trying to connect')],
  ['a connection that ended', new Error('Connection terminated unexpectedly')],
  ['any of them inside another error', new Error('failed', { cause: withCode('53100') })],
])('%s may pass', (_name, error) => {
  expect(isDatabaseAway(error)).toBe(true);
});

test.each([
  ['a violated constraint', withCode('23505')],
  ['a wrong statement', withCode('42601')],
  ['a missing right', withCode('42501')],
  ['a deadlock, which the statement’s own code retries', withCode('40P01')],
  ['a fault of the code', new TypeError('x is not a function')],
  ['no error', null],
])('%s does not', (_name, error) => {
  expect(isDatabaseAway(error)).toBe(false);
});
