import { randomUUID } from 'node:crypto';
import { freshDatabases } from '@goen/postgres-server/vitest';
import { openDatabase, queryOnce } from '@goen/service-kit/database';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import {
  type Database,
  type Em,
  openCaseStore,
  openConsole,
  openLedgers,
  withCompany,
  withDeliveries,
  withInterruptedHooks,
  withOutbox,
  withRelay,
  withSync,
} from './sessions.ts';
import { caseStoreSpec } from './store.ts';

/** What an injected statement can do with the rights of a session: see nothing of other companies and change nothing. */
let app: Database;
let owner: Database;
let urls: { url: string; migrationUrl: string; operatorUrl: string };
const [mine, theirs] = [randomUUID(), randomUUID()];
const [myCandidate, theirCandidate] = [randomUUID(), randomUUID()];
const secretName = 'Himitsu';

beforeAll(async () => {
  ({ cases: urls } = await freshDatabases(inject('postgresAdminUrl')));
  app = await openCaseStore(urls);
  owner = await openDatabase(caseStoreSpec, { url: urls.migrationUrl });
  for (const [company, candidate, name] of [
    [mine, myCandidate, 'Watashi'],
    [theirs, theirCandidate, secretName],
  ]) {
    await asOwner(`insert into company values (?, 'C', ?, '{}', now())`, [company, company]);
    await asOwner(
      `insert into candidate (id, company_id, source_key, remote_id, family_name, name_key, emails, phones, may_be_mailed,
         last_stage, last_rejected_at, relay_consent, created_at)
       values (?, ?, 'ats:x', 'C-1', ?, ?, '[]', '[]', true, 'other', now(), 'unknown', now())`,
      [candidate, company, name, name],
    );
  }
});
afterAll(async () => {
  await owner?.close(true);
  await app?.close(true);
});

const asOwner = (text: string, values: unknown[] = []) => owner.em.fork().execute(text, values);
const inCompany = (sql: string) => withCompany(app, mine, (em) => em.execute<object[]>(sql));
/** What a statement gives, or the message with which it is refused. */
const attempt = async (run: () => Promise<unknown>): Promise<string> => {
  try {
    return JSON.stringify(await run());
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};
const forgedMac = 'a'.repeat(64);

test.each([
  ['names another company', `select set_config('app.company', '${theirs}', true)`, /without its token/],
  ['forges a token', `select set_config('app.company', '${theirs}.${forgedMac}', true)`, /without its token/],
  [
    'uses its own MAC for another company',
    `select set_config('app.company', '${theirs}' || substr(current_setting('app.company'), 37), true)`,
    /without its token/,
  ],
  ['names a connection', `select set_config('app.hook', '${theirs}.${forgedMac}', true)`, /without its token/],
])('a session that %s is refused', async (_what, setting, message) => {
  const seen = withCompany(app, mine, async (em) => {
    await em.execute(setting);
    return em.execute('select app_company(), app_hook_connection()');
  });
  await expect(seen).rejects.toThrow(message);
});

test.each(['company_id', 'relay', 'pool', 'sync', 'dispatch', 'deliver', 'hooks_left'])(
  'the variable app.%s, which opened doors once, opens none',
  async (name) => {
    const seen = await withCompany(app, mine, async (em) => {
      await em.execute(`select set_config('app.${name}', '${name === 'company_id' ? theirs : 'on'}', true)`);
      return em.execute<{ id: string }[]>('select id from candidate');
    });
    expect(seen).toEqual([{ id: myCandidate }]);
  },
);

const refused: readonly string[] = [
  'set role cases_owner',
  'set role cases_relay',
  'set role cases_operator',
  'set session authorization cases_owner',
  'alter role cases_app bypassrls',
  'grant cases_relay to cases_app',
  'alter table candidate disable row level security',
  'alter table candidate no force row level security',
  'drop policy own on candidate',
  'create policy all_rows on candidate using (true)',
  'alter function app_company() owner to cases_app',
  'create or replace function app_company() returns uuid language sql as $$ select null::uuid $$',
  'create function leak(text) returns boolean language plpgsql cost 0.0001 as $$ begin return true; end $$',
  'create table stolen as select * from candidate',
  'create temp table candidate as select * from public.candidate',
  'create temp view candidate as select 1',
  'create schema stolen',
  'create extension dblink',
  'create extension plpython3u',
  "do $$ begin execute 'set role cases_owner'; end $$",
  'set local row_security = off; select * from candidate',
  'select * from keys.session_key',
  'select * from pool.profile',
  'select * from pool.known_person',
  'select * from pg_authid',
  'select * from pg_statistic',
  'select * from pg_user_mapping',
  "select pg_read_file('/etc/passwd')",
  "select pg_ls_dir('.')",
  "copy candidate to program 'cat'",
  "copy (select 1) to '/tmp/stolen'",
  "select lo_import('/etc/passwd')",
  'set session_replication_role = replica',
  'set track_activities = on',
  'truncate candidate',
  `insert into candidate_tag values (gen_random_uuid(), '${theirs}', '${theirCandidate}', 'skill', 'x', 'x')`,
  `update candidate set company_id = '${theirs}'`,
  'delete from fact',
];
test.each(refused)('an injected statement is refused: %s', async (sql) => {
  await expect(inCompany(sql)).rejects.toThrow(
    /permission denied|must be owner|row-level security policy|query would be affected|not permitted|only roles|superuser/i,
  );
});

const harmless: readonly string[] = [
  'select * from candidate',
  `select * from candidate where id = '${theirCandidate}'`,
  `select * from candidate where company_id = '${theirs}' or true`,
  'select * from company',
  'select * from pool.own_candidate',
  'select count(*) from (select 1 from candidate having count(*) > 1) two',
  // An error of a function in the condition would quote the value of a row.
  'select 1 from candidate where family_name::int = 1',
  'select 1 from pool.own_candidate where search_key::int = 1',
  "select 1 from pool.own_candidate where search_key::int = 1 or search_grams @> '{}'",
  "select * from pg_stats where tablename in ('candidate', 'company')",
  'select * from pg_stats_ext',
  'select query from pg_stat_activity where pid <> pg_backend_pid()',
  'select pg_stat_get_backend_activity(id) from pg_stat_get_backend_idset() id',
  'select * from pg_prepared_statements',
  'select * from pg_cursors',
  "select query_to_xml('select * from candidate', true, true, '')",
  "select table_to_xml('candidate', true, true, '')",
  'explain (analyze, verbose) select * from candidate',
  `update candidate set family_name = 'x' where id = '${theirCandidate}' returning *`,
  'select xmin, ctid, tableoid, id, family_name from candidate',
  `set search_path = pg_temp; select * from public.candidate`,
];
test.each(harmless)('an injected statement shows nothing of another company: %s', async (sql) => {
  await asOwner('analyze candidate');
  const other = withCompany(app, theirs, async (em) => {
    await em.execute('select family_name from candidate where family_name = ?', [secretName]);
    const shown = await attempt(() => inCompany(sql));
    expect(shown).not.toContain(secretName);
    expect(shown).not.toContain(theirCandidate.slice(0, 18));
  });
  await other;
});

test('what a session leaves behind does not reach the next one on its connection', async () => {
  const single = await openCaseStore({ url: urls.url, maxConnections: 1 });
  try {
    await withCompany(single, theirs, (em) =>
      em.execute(`select set_config('app.company', current_setting('app.company'), false)`),
    );
    const ids = (em: Em) => em.execute<{ id: string }[]>('select id from candidate');
    expect(await withCompany(single, mine, ids)).toEqual([{ id: myCandidate }]);
  } finally {
    await single.close(true);
  }
});

type Session = (orm: Database, work: (em: Em) => Promise<unknown>) => Promise<unknown>;
const sessions: readonly (readonly [string, Session])[] = [
  ['dispatcher', withOutbox],
  ['deliverer', withDeliveries],
  ['job that retries hooks', withInterruptedHooks],
  ['CRM sync', withSync],
  ['relay', withRelay],
];
test.each(sessions)('the %s reaches no candidate, no secret and no other role', async (_name, session) => {
  const run = (sql: string) => session(app, (em) => em.execute(sql));
  for (const table of ['candidate', 'candidate_address', 'fact', 'application', 'api_key', 'keys.session_key']) {
    await expect(run(`select 1 from ${table}`)).rejects.toThrow(/permission denied/);
  }
  for (const sql of ['set role cases_owner', 'set role cases_app', 'create temp table x (n int)']) {
    await expect(run(sql)).rejects.toThrow(/permission denied/);
  }
  const named = await attempt(() => run(`select set_config('app.company', '${theirs}', true), app_company()`));
  expect(named).toMatch(/permission denied/);
});

test('a role of another service cannot connect, and the role that reads keys reads nothing else', async () => {
  const queryAs = (username: string, query: string) => {
    const url = new URL(urls.url);
    url.username = username;
    return queryOnce(url.href, query);
  };
  await expect(queryAs('mail_app', 'select 1')).rejects.toThrow(/permission denied for database/);
  await expect(queryAs('cases_keys', 'select 1 from candidate')).rejects.toThrow(/permission denied/);
});

test('no role changes the audit log or switches off what guards it', async () => {
  await withCompany(app, mine, (em) =>
    em.execute(`insert into audit_event (id, company_id, occurred_at, actor, action, subject_type, subject_id, data, entry_hash)
      values (gen_random_uuid(), '${mine}', now(), 'system', 'x.done', 'x', 'x', '{}', repeat('0', 64))`),
  );
  const operator = await openDatabase(caseStoreSpec, { url: urls.operatorUrl });
  const others = [operator, await openConsole(app), await openLedgers(app)];
  const runs: ((sql: string) => Promise<unknown>)[] = [
    inCompany,
    ...sessions.map(
      ([, session]) =>
        (sql: string) =>
          session(app, (em) => em.execute(sql)),
    ),
    ...others.map(
      ({ em }) =>
        (sql: string) =>
          em.fork().execute(sql),
    ),
  ];
  for (const run of runs) {
    for (const sql of [
      `update audit_event set actor = 'system'`,
      'delete from audit_event',
      'truncate audit_event',
      'update audit_head set seq = 0',
      'delete from audit_head',
      'alter table audit_event disable trigger all',
      'set session_replication_role = replica',
      `insert into audit_event select gen_random_uuid(), company_id, occurred_at, actor, action, subject_type, subject_id, data,
         network, entry_hash, 7, hash from audit_event`,
    ]) {
      await expect(run(sql)).rejects.toThrow(/permission denied|must be owner|append-only|row-level security/);
    }
  }
  await operator.close(true);
});
