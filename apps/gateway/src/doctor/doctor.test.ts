import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrateCases } from '@goen/case-store';
import { freshDatabases, migratedDatabases } from '@goen/postgres-server/vitest';
import { afterAll, expect, inject, test } from 'vitest';
import { migrateIdentity } from '../identity/sign-in/identity-database.ts';
import { judgeCertificate } from './check-addresses.ts';
import { checkDatabases } from './check-databases.ts';
import { judgeBackup, judgeDisk, judgeNode } from './check-machine.ts';
import { judgeVersions } from './check-temporal.ts';
import { checkGatewaySettings, examine, formatFindings } from './doctor.ts';
import { type Finding, runChecks } from './finding.ts';

const folder = mkdtempSync(join(tmpdir(), 'goen-doctor-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const nowMs = Date.UTC(2026, 10, 28, 12);
const backups = join(folder, 'backups');
mkdirSync(join(backups, 'goen-20261128T060000Z'), { recursive: true });
mkdirSync(join(backups, 'goen-20261128T110000Z.partial'));
mkdirSync(join(folder, 'none'));

test.each<[string, Finding, Finding['state'], RegExp]>([
  ['an old Node', judgeNode('v22.1.0'), 'fault', /Node 24/],
  ['a new one', judgeNode('v26.0.0'), 'ok', /^$/],
  ['a disk with space', judgeDisk('/', { bavail: 5e6, bsize: 4_096, blocks: 9e6 }), 'ok', /^$/],
  ['a small rest', judgeDisk('/', { bavail: 1e5, bsize: 4_096, blocks: 2e5 }), 'warning', /Make space/],
  ['a small share', judgeDisk('/', { bavail: 5e6, bsize: 4_096, blocks: 9e7 }), 'warning', /Make space/],
  ['few versions', judgeVersions(12), 'ok', /^$/],
  ['many versions', judgeVersions(100), 'warning', /promote/],
  ['versions near the limit', judgeVersions(190), 'fault', /promote/],
  ['a certificate for long', judgeCertificate(new Date(nowMs + 15 * 86_400_000), nowMs), 'ok', /^$/],
  ['a certificate for days', judgeCertificate(new Date(nowMs + 13 * 86_400_000), nowMs), 'warning', /Renew/],
  ['no folder of backups', judgeBackup(undefined, 26, nowMs), 'warning', /backup/],
  ['a folder that is away', judgeBackup(join(folder, 'away'), 26, nowMs), 'fault', /backup/],
  ['a folder without backups', judgeBackup(join(folder, 'none'), 26, nowMs), 'fault', /backup/],
  ['a backup of today', judgeBackup(backups, 26, nowMs), 'ok', /^$/],
  ['a backup that is too old', judgeBackup(backups, 5, nowMs), 'fault', /backup/],
])('judges %s', (_, { state, todo = '' }, expected, toDo) => {
  expect(state).toBe(expected);
  expect(todo).toMatch(toDo);
});

test('looks at databases as their services', async () => {
  const { cases, identity } = await migratedDatabases(inject('postgresAdminUrl'), {
    cases: migrateCases,
    identity: migrateIdentity,
  });
  const urls = { CASES_DATABASE_URL: cases.url, IDENTITY_DATABASE_URL: identity.url };
  const found = await runChecks(checkDatabases(urls));
  expect(found.filter(({ state }) => state === 'fault')).toEqual([]);
  expect(found.map(({ check, text }) => `${check}: ${text}`)).toEqual(
    expect.arrayContaining([
      'database cases: no migration is pending',
      'database cases: the role cases_app owns nothing',
      'database identity: no migration is pending',
    ]),
  );

  const owner = await runChecks(checkDatabases({ CASES_DATABASE_URL: cases.migrationUrl }));
  expect(owner).toContainEqual(expect.objectContaining({ state: 'fault', text: 'the role cases_owner owns tables' }));
  const superuser = await runChecks(checkDatabases({ CREDIT_DATABASE_URL: inject('postgresAdminUrl') }));
  expect(superuser).toContainEqual(
    expect.objectContaining({ state: 'fault', text: expect.stringMatching(/everything/) as string }),
  );
  const empty = await freshDatabases(inject('postgresAdminUrl'));
  const [unmigrated] = (await runChecks(checkDatabases({ CASES_DATABASE_URL: empty.cases.url }))).filter(
    ({ state }) => state === 'fault',
  );
  expect(unmigrated?.text).toMatch(/mikro_orm_migrations/);
});

test('what does not answer is a fault with what to do, and secrets are not shown', async () => {
  const env = {
    CASES_DATABASE_URL: Object.assign(new URL('postgres://cases_app@127.0.0.1:9/cases'), { password: 'top-secret' })
      .href,
    TEMPORAL_ADDRESS: '127.0.0.1:9',
    MAIL_SERVICE_URL: 'http://127.0.0.1:9',
    PUBLIC_URL: 'http://127.0.0.1:9',
  };
  const found = await examine(env, { settings: [checkGatewaySettings(env)], domains: [] });
  const faults = found.filter(({ state }) => state === 'fault');
  expect(new Set(faults.map(({ check }) => check))).toEqual(
    new Set(['settings of gateway', 'database cases', 'temporal', 'mail-service', 'public address']),
  );
  for (const { todo } of faults) expect(todo).toMatch(/\w/);
  const text = formatFindings(found);
  expect(text).toContain('IDENTITY_SECRET');
  expect(text).not.toContain('top-secret');
  expect(text.split('\n').at(-1)).toMatch(/^\d+ fault\(s\), \d+ warning\(s\), \d+ in order\.$/);
});
