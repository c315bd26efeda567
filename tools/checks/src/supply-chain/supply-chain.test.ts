import { expect, test } from 'vitest';
import { findUnsafePackages } from './find-unsafe-packages.ts';
import { findForbiddenLicences } from './licences.ts';
import { type LockedPackage, listLockedPackages, readInstallScripts, readLockedPackages } from './lock-file.ts';
import { findSecretsInText } from './secrets.ts';
import { findBlocking, readAudit } from './vulnerabilities.ts';

const locked: LockedPackage = { name: 'a', version: '1.0.0', license: 'MIT', integrity: 'sha512-x' };

test('the lock file names packages of the registry, nested ones too, and not our own', () => {
  const entry = { version: '1.0.0' };
  const packages = { '': entry, 'apps/a': entry, 'node_modules/@goen/a': { ...entry, link: true } };
  const nested = { ...packages, 'apps/a/node_modules/@b/c': entry, 'node_modules/d/node_modules/e': entry };
  expect(listLockedPackages({ packages: nested }).map(({ name }) => name)).toEqual(['@b/c', 'e']);
});

test('no package runs a script, lacks its hash or comes from elsewhere without a decision', () => {
  expect(findUnsafePackages(readLockedPackages(), readInstallScripts())).toEqual([]);
});

test.each([
  [{ hasInstallScript: true }, {}, 'a@1.0.0 has an install script; decide on it in allowScripts'],
  [{ integrity: 'sha1-x' }, {}, 'a@1.0.0 is locked without a SHA-512 hash'],
  [{ resolved: 'git+ssh://git@host/a.git#1' }, {}, 'a@1.0.0 is tied to git+ssh://git@host/a.git#1'],
  [{}, { b: true }, 'b stands in allowScripts and has no install script'],
])('%o is unsafe', (parts, scripts, fault) => {
  expect(findUnsafePackages([{ ...locked, ...parts }], scripts as Record<string, boolean>)).toEqual([fault]);
});

test('a refused script is a decision, too', () => {
  expect(findUnsafePackages([{ ...locked, hasInstallScript: true }], { a: false })).toEqual([]);
});

test('every licence of production is allowed or an exception with its reason', () => {
  expect(findForbiddenLicences(readLockedPackages())).toEqual([]);
});

test.each([
  ['MIT', true],
  ['(MIT OR GPL-3.0-only)', true],
  ['Apache-2.0 AND MIT', true],
  ['MIT AND GPL-3.0-only', false],
  ['AGPL-3.0-only', false],
  ['MPL-2.0', false],
  ['MIT OR (Apache-2.0 AND GPL-2.0-only)', false],
  ['SEE LICENSE IN LICENSE', false],
  [undefined, false],
])('the licence %s is allowed: %s', (license, isAllowed) => {
  const forbidden = findForbiddenLicences([
    { ...locked, ...(license ? { license } : { license: undefined as never }) },
  ]);
  expect(forbidden.some((line) => line.startsWith('a@1.0.0: '))).toBe(!isAllowed);
});

test('only what is used in production counts', () => {
  const forbidden = findForbiddenLicences([{ ...locked, license: 'GPL-3.0-only', dev: true }]);
  expect(forbidden.filter((line) => line.startsWith('a@'))).toEqual([]);
});

test('a key of a known service is found, and not repeated', async () => {
  const key = ['SG', 'a'.repeat(22), 'b'.repeat(43)].join('.');
  const [found] = await findSecretsInText('a.ts', `\nconst key = '${key}';\n`);
  expect(found?.key).toBe('a.ts sendgrid');
  expect(found?.text).toMatch(/^a\.ts:2 /);
  expect(found?.text).not.toContain(key);
  expect(await findSecretsInText('a.ts', "const key = 'goen_…';")).toEqual([]);
});

test('high and critical vulnerabilities block; a registry without an answer is no answer of none', () => {
  const vulnerabilities = {
    a: { name: 'a', severity: 'critical', range: '<2' },
    b: { name: 'b', severity: 'moderate', range: '*' },
  };
  expect(findBlocking(readAudit(JSON.stringify({ vulnerabilities })) ?? [])).toEqual(['a <2: critical']);
  expect(readAudit('{"message":"405 Method Not Allowed"}')).toBeNull();
  expect(readAudit('')).toBeNull();
});
