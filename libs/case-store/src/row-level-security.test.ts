import { randomUUID } from 'node:crypto';
import { deriveLinkToken, findLink, saveLink, tokenHash } from '@goen/cases';
import { freshDatabases } from '@goen/postgres-server/vitest';
import { openDatabase } from '@goen/service-kit/database';
import { listColumnDifferences } from '@goen/testing/column-differences';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { apiKeyHash, findApiKey, newApiKey } from './api-keys.ts';
import { type Database, openCaseStore, withCompany, withOutbox, withSecret } from './sessions.ts';
import { caseStoreSpec } from './store.ts';

let owner: Database;
let app: Database;
const mine = { company: randomUUID(), candidate: randomUUID(), case: randomUUID() };
const theirs = { company: randomUUID(), candidate: randomUUID(), case: randomUUID() };
const key = newApiKey();

beforeAll(async () => {
  const { cases } = await freshDatabases(inject('postgresAdminUrl'));
  app = await openCaseStore(cases);
  owner = await openDatabase(caseStoreSpec, { url: cases.migrationUrl, migrationUrl: cases.migrationUrl });
  const sql = (text: string, values: unknown[]) => owner.em.fork().execute(text, values);
  for (const ids of [mine, theirs]) {
    await sql('insert into company values (?, ?, ?, ?, now())', [ids.company, 'C', ids.company, '{}']);
    await sql(
      `insert into candidate (id, company_id, source_key, remote_id, emails, phones, may_be_mailed, last_stage,
         last_rejected_at, relay_consent, created_at)
       values (?, ?, 'ats:x', 'C-1', '[]', '[]', true, 'other', now(), 'unknown', now())`,
      [ids.candidate, ids.company],
    );
    await sql(`insert into follow_up_case values (?, ?, ?, 'open', null, 'other', 'rejection_mail', now(), now())`, [
      ids.case,
      ids.company,
      ids.candidate,
    ]);
    await sql(
      `insert into fact (company_id, case_id, candidate_id, kind, at, data) values (?, ?, ?, 'case.resumed', now(), '{}')`,
      [ids.company, ids.case, ids.candidate],
    );
    await sql(
      `insert into outbox (company_id, case_id, kind, wake_at, next_attempt_at, created_at)
       values (?, ?, 'nudge', now(), now(), now())`,
      [ids.company, ids.case],
    );
    await sql(`insert into un_rejection values (?, ?, 'ats:x', 'A-1', now(), now())`, [randomUUID(), ids.company]);
    await sql(`insert into offer values (?, ?, 'ats:x', 'C-1', null, '{}', true, true, now(), now())`, [
      randomUUID(),
      ids.company,
    ]);
    await sql(`insert into candidate_alias values (?, ?, 'ats:y', 'C-2', ?, now())`, [
      randomUUID(),
      ids.company,
      ids.candidate,
    ]);
    await sql(`insert into mail_edit values (?, ?, ?, ?, 's', 'b', now())`, [
      randomUUID(),
      ids.company,
      ids.case,
      ids.candidate,
    ]);
    await sql(`insert into personal_note values (?, ?, ?, ?, ?, 'x', 'x', now())`, [
      randomUUID(),
      ids.company,
      ids.case,
      ids.candidate,
      randomUUID(),
    ]);
    const [connection, fileImport] = [randomUUID(), randomUUID()];
    await sql(`insert into connection (id, company_id, kind, name, created_at) values (?, ?, 'file', 'x', now())`, [
      connection,
      ids.company,
    ]);
    await sql(
      `insert into file_import (id, company_id, connection_id, state, dry_run, file_bytes, sha256, rows_done, cursor_row,
         counts, bytes_kept, rows_kept, created_at)
       values (?, ?, ?, 'queued', false, 1, '', 0, 0, '{}', true, true, now())`,
      [fileImport, ids.company, connection],
    );
    await sql(`insert into file_import_chunk values (?, 0, ?, 'x')`, [fileImport, ids.company]);
    await sql(`insert into file_import_row (import_id, row, company_id, outcome) values (?, 2, ?, 'new')`, [
      fileImport,
      ids.company,
    ]);
    await sql(`insert into shared_address values (?, ?, 'a hash', 'open', null, null, null, now())`, [
      randomUUID(),
      ids.company,
    ]);
    await sql(`insert into tag_overrule values (?, ?, 'x', 'x', 'x', 'x', now())`, [randomUUID(), ids.company]);
    await sql(`insert into open_application values (?, ?, ?, 'x', null, null, now(), now())`, [
      randomUUID(),
      ids.company,
      connection,
    ]);
    await sql(`insert into merged_id values (?, ?, 'ats:x', 'C-1', 'C-3', now())`, [randomUUID(), ids.company]);
    await sql(`insert into experience_answer values (?, ?, ?, 'other', 1, 'x', now())`, [
      randomUUID(),
      ids.company,
      ids.candidate,
    ]);
    await sql(`insert into feedback_request values (?, ?, ?, ?, ?, 'open', date '2026-11-24', now())`, [
      randomUUID(),
      ids.company,
      ids.candidate,
      ids.case,
      randomUUID(),
    ]);
    await sql(`insert into approval_reminder values (?, ?, date '2026-11-24', now())`, [randomUUID(), ids.company]);
    await sql(`insert into candidate_address values (?, ?, ?, 'a hash', now())`, [
      randomUUID(),
      ids.company,
      ids.candidate,
    ]);
  }
  await sql('insert into api_key values (?, ?, ?, ?, ?, ?, now(), null)', [
    randomUUID(),
    mine.company,
    'k',
    key.prefix,
    key.keyHash,
    '{}',
  ]);
});
afterAll(async () => {
  await app?.close(true);
  await owner?.close(true);
});

const count = (company: string, table: string) =>
  withCompany(app, company, async (em) =>
    Number((await em.execute<{ n: string }[]>(`select count(*) as n from ${table}`))[0]?.n),
  );

const ownTables = [
  'company',
  'candidate',
  'follow_up_case',
  'fact',
  'outbox',
  'un_rejection',
  'offer',
  'candidate_alias',
  'candidate_address',
  'mail_edit',
  'personal_note',
  'approval_reminder',
  'shared_address',
  'tag_overrule',
  'open_application',
  'merged_id',
  'feedback_request',
  'experience_answer',
  'connection',
  'file_import',
  'file_import_chunk',
  'file_import_row',
];
test.each(ownTables)('a company sees only its own rows of %s', async (table) => {
  expect(await count(mine.company, table)).toBe(1);
  const all = await owner.em.fork().execute<unknown[]>(`select 1 from ${table}`);
  expect(all).toHaveLength(2);
});

test.each([...ownTables, 'api_key', 'candidate_link', 'pool.own_candidate', 'pool.own_candidate_tag'])(
  'a session without a company sees no row of %s',
  async (table) => {
    expect(await app.em.fork().execute(`select 1 from ${table}`)).toEqual([]);
  },
);

test('the views by which the pool is searched show the company’s own rows and change none', async () => {
  expect(await count(mine.company, 'pool.own_candidate')).toBe(1);
  expect(await count(mine.company, `pool.own_candidate where id = '${theirs.candidate}'`)).toBe(0);
  const change = withCompany(app, mine.company, (em) => em.execute("update pool.own_candidate set last_stage = 'x'"));
  await expect(change).rejects.toThrow(/permission denied/);
});

test('a company can’t change another’s rows, or write rows for it', async () => {
  await withCompany(app, mine.company, async (em) => {
    expect(
      await em.execute('update candidate set remote_id = ? where id = ? returning id', ['x', theirs.candidate]),
    ).toEqual([]);
    expect(await em.execute('delete from candidate_tag returning id')).toEqual([]);
  });
  const foreign = withCompany(app, mine.company, (em) =>
    em.execute(
      `insert into fact (company_id, case_id, candidate_id, kind, at, data) values (?, ?, ?, 'case.resumed', now(), '{}')`,
      [theirs.company, theirs.case, theirs.candidate],
    ),
  );
  await expect(foreign).rejects.toThrow(/row-level security/);
});

test('the outbox dispatcher sees the outbox of every company, and nothing else', async () => {
  const selectFrom = (table: string) => withOutbox(app, (em) => em.execute<unknown[]>(`select 1 from ${table}`));
  expect(await selectFrom('outbox')).toHaveLength(2);
  for (const table of ownTables.filter((name) => name !== 'outbox')) {
    await expect(selectFrom(table)).rejects.toThrow(/permission denied/);
  }
});

test('an outbox row must refer to an existing case', async () => {
  const orphaned = withCompany(app, mine.company, (em) =>
    em.execute(
      `insert into outbox (company_id, case_id, kind, wake_at, next_attempt_at, created_at)
       values (?, ?, 'nudge', now(), now(), now())`,
      [mine.company, randomUUID()],
    ),
  );
  await expect(orphaned).rejects.toThrow(/foreign key/);
});

test.each([
  'delete from un_rejection',
  "update fact set kind = 'x'",
  'delete from fact',
  'truncate fact',
  "insert into company values (gen_random_uuid(), 'x', 'x', '{}', now())",
])('the role of the services can’t %s', async (sql) => {
  await expect(withCompany(app, mine.company, (em) => em.execute(sql))).rejects.toThrow(/permission denied/);
});

test('an API key is found only by its value', async () => {
  expect((await findApiKey(app, key.key))?.row.companyId).toBe(mine.company);
  expect(await findApiKey(app, newApiKey().key)).toBeNull();
  const seen = await withSecret(app, apiKeyHash(key.key), (em) => em.execute<unknown[]>('select 1 from candidate'));
  expect(seen).toEqual([]);
});

test('a link token is derived, stored as a hash, and found by its value', async () => {
  const token = deriveLinkToken('secret', mine.case, 1);
  expect(deriveLinkToken('secret', mine.case, 1)).toBe(token);
  expect(deriveLinkToken('secret', mine.case, 2)).not.toBe(token);
  const keys = { id: mine.case, companyId: mine.company, candidateId: mine.candidate };
  await withCompany(app, mine.company, (em) => saveLink(em, keys, 1, token));
  expect(await findLink(app, token)).toEqual({
    companyId: mine.company,
    caseId: mine.case,
    candidateId: mine.candidate,
  });
  expect(await findLink(app, deriveLinkToken('secret', mine.case, 2))).toBeNull();
  expect(await findLink(app, 'not a token')).toBeNull();
  const kept = await owner.em.fork().execute<{ token_hash: string }[]>('select token_hash from candidate_link');
  expect(kept).toEqual([{ token_hash: tokenHash(token) }]);
});

test('the tables match the entities', async () => {
  expect(await listColumnDifferences(owner)).toEqual([]);
});
