import { randomUUID } from 'node:crypto';
import { caseStoreSpec, withCompany } from '@goen/case-store';
import type { Actor } from '@goen/contracts/workflow';
import { openDatabase } from '@goen/service-kit/database';
import { startStoreFixture } from '@goen/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { checkAuditChain } from './check-audit-chain.ts';
import { type NewAuditEvent, recordAudit } from './record-audit.ts';

let fixture: Awaited<ReturnType<typeof startStoreFixture>>;
beforeAll(async () => {
  fixture = await startStoreFixture();
});
afterAll(() => fixture?.close());

const actor: Actor = { kind: 'key', id: randomUUID() };
const change = (more: Partial<NewAuditEvent> = {}): NewAuditEvent => ({
  companyId: fixture.companyId,
  actor: { ...actor, network: '203.0.113.0/24' },
  action: 'position.changed',
  subject: { type: 'position', id: randomUUID() },
  data: { fields: ['title', 'seats'], version: 2, by: null },
  ...more,
});
const record = (more: Partial<NewAuditEvent> = {}) => fixture.asCompany((em) => recordAudit(em, change(more)));
const check = () => fixture.asCompany((em) => checkAuditChain(em, fixture.companyId));
/** As whoever has broken into the database: its guards do not stop a superuser. */
const tamper = (sql: string) =>
  fixture.sql(
    `do $$ begin alter table audit_event disable trigger user; ${sql}; alter table audit_event enable trigger user; end $$`,
  );
const faults = async () => (await check()).faults.map(({ seq, fault }) => [seq, fault]);

beforeEach(async () => {
  await tamper('delete from audit_event; delete from audit_head');
});

test('changes at the same time make one unbroken chain, whatever locks they take before and after', async () => {
  await fixture.sql('create table if not exists locked (id int primary key, hits int)');
  await fixture.sql('grant all on locked to cases_app');
  await fixture.sql('insert into locked values (1, 0), (2, 0) on conflict do nothing');
  await Promise.all(
    Array.from({ length: 40 }, () =>
      fixture.asCompany(async (em) => {
        await em.execute('update locked set hits = hits + 1 where id = 1');
        await recordAudit(em, change());
        await em.execute('update locked set hits = hits + 1 where id = 2');
        await recordAudit(em, change());
      }),
    ),
  );
  expect(await check()).toEqual({ events: 80, faults: [] });
});

test('a change that is rolled back leaves neither an event nor a gap', async () => {
  await record();
  await fixture
    .asCompany(async (em) => {
      await recordAudit(em, change());
      throw new Error('rolled back');
    })
    .catch(() => null);
  await record();
  expect(await check()).toEqual({ events: 2, faults: [] });
});

test.each([
  [
    'an event added',
    `insert into audit_event select gen_random_uuid(), company_id, occurred_at, actor, action, subject_type, subject_id,
       data, network, entry_hash, 5, hash from audit_event where seq = 4`,
    [[5, 'head_differs']],
  ],
  ['an event removed', 'delete from audit_event where seq = 2', [[2, 'missing']]],
  ['the newest event removed', 'delete from audit_event where seq = 4', [[3, 'head_differs']]],
  ['all events removed', 'delete from audit_event', [[0, 'head_differs']]],
  ['a field changed', `update audit_event set actor = 'system' where seq = 3`, [[3, 'changed']]],
  [
    'a time changed',
    `update audit_event set occurred_at = occurred_at + interval '1 ms' where seq = 3`,
    [[3, 'changed']],
  ],
  ['data changed', `update audit_event set data = '{}' where seq = 1`, [[1, 'changed']]],
  [
    'two events swapped',
    `update audit_event set seq = 9 where seq = 2; update audit_event set seq = 2 where seq = 3; update audit_event set seq = 3 where seq = 9`,
    [
      [2, 'moved'],
      [3, 'moved'],
    ],
  ],
])('%s shows', async (_name, sql, expected) => {
  for (let n = 0; n < 4; n += 1) await record();
  expect(await faults()).toEqual([]);
  await tamper(sql);
  expect(await faults()).toEqual(expect.arrayContaining(expected));
});

test.each([
  `update audit_event set actor = 'system'`,
  'delete from audit_event',
  'truncate audit_event',
  'update audit_head set seq = 0',
  'delete from audit_head',
])('no service can `%s`', async (sql) => {
  await record();
  await expect(fixture.asCompany((em) => em.execute(sql))).rejects.toThrow(/permission denied/);
});

test('nor can the owner of the schema change or remove events, and nobody chooses a place in the chain', async () => {
  await record();
  for (const sql of [`update audit_event set actor = 'system'`, 'delete from audit_event', 'truncate audit_event'])
    await expect(fixture.sql(sql)).rejects.toThrow(/append-only/);
  const forged = `insert into audit_event select gen_random_uuid(), company_id, occurred_at, actor, action, subject_type,
    subject_id, data, network, entry_hash, 7, hash from audit_event`;
  await expect(fixture.asCompany((em) => em.execute(forged))).rejects.toThrow(/append-only/);
});

test('chains are apart: another company, and the operator’s own settings', async () => {
  const other = randomUUID();
  await fixture.sql(`insert into company select ?, 'D', 'd', settings, now() from company limit 1`, [other]);
  const operator = await openDatabase(caseStoreSpec, { url: fixture.operatorUrl });
  await record();
  await withCompany(fixture.orm, other, (em) => recordAudit(em, change({ companyId: other })));
  await operator.em.fork().transactional((em) => recordAudit(em, change({ companyId: null })));
  await expect(record({ companyId: other })).rejects.toThrow(/row-level security/);
  await expect(record({ companyId: null })).rejects.toThrow(/row-level security/);
  expect(await check()).toEqual({ events: 1, faults: [] });
  for (const chain of [other, null])
    expect(await checkAuditChain(operator.em.fork(), chain)).toEqual({ events: 1, faults: [] });
  await operator.close(true);
});
