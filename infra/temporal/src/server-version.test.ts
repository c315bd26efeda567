import { expect, test } from 'vitest';
import { isUsable, parseServerVersion } from './server-version.ts';

test.each([
  ['temporal version 1.5.1 (Server 1.29.1, UI 2.42.1)', { major: 1, minor: 29 }, false],
  ['temporal version 1.10.0 (Server 1.32.0, UI 2.55.0)', { major: 1, minor: 32 }, true],
  ['temporal version 1.10.0 (Server 1.100.2-rc.1, UI 2.55.0)', { major: 1, minor: 100 }, true],
  ['temporal version 2.0.0 (server v2.0.0)', { major: 2, minor: 0 }, true],
])('parses "%s"', (output, version, usable) => {
  expect(parseServerVersion(output)).toEqual(version);
  expect(isUsable(version)).toBe(usable);
});

test.each(['', 'temporal version 1.32.0', 'tctl version 1.18'])('finds no server version in "%s"', (output) => {
  expect(parseServerVersion(output)).toBeNull();
});
