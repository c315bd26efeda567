import { Migration } from '@mikro-orm/migrations';
import { createTokenReader } from '../session-token.ts';
import { relayViews, searchViews } from './030-views.ts';

/**
 * A login role per purpose, policies that bind every role, and a company named by a token that only the services can
 * make. Breaks older versions: they name companies and purposes by plain session variables.
 */
export class Roles extends Migration {
  override up(): void {
    for (const statement of [...keys, ...functions, forceAll, ...policies, ...views, ...grants]) this.addSql(statement);
  }
}

/** 512 bits from the server's strong random numbers. Two keys of one block each: HMAC without its padding. */
const randomKey = `(select string_agg(uuid_send(gen_random_uuid()), '') from generate_series(1, 4))`;
const keys = [
  'create schema keys',
  `create table keys.session_key (
    single boolean primary key default true check (single), inner_key bytea not null, outer_key bytea not null)`,
  `insert into keys.session_key (inner_key, outer_key) values (${randomKey}, ${randomKey})`,
  'grant usage on schema keys to cases_keys',
  'grant select on keys.session_key to cases_keys',
];

const triggers = ['notify_outbox', 'sync_facts', 'sync_candidates', 'sync_tags', 'sync_connection'];
const functions = [
  createTokenReader('app_company', 'company'),
  createTokenReader('app_hook_connection', 'hook'),
  ...['app_company', 'app_hook_connection'].flatMap((name) => [
    `revoke execute on function ${name}() from public`,
    `grant execute on function ${name}() to cases_app`,
  ]),
  ...triggers.flatMap((name) => [
    `revoke execute on function ${name}() from public`,
    `alter function ${name}() set search_path = public, pg_temp`,
  ]),
  'alter default privileges for role cases_owner revoke execute on functions from public',
];

/** Every table with policies binds its owner, too; `(select …)` makes the company a constant of the statement. */
const forceAll = `
  do $$ declare t record; begin
    for t in select c.oid, c.relname, case c.relname when 'company' then 'id' else 'company_id' end as key
      from pg_class c where c.relnamespace = 'public'::regnamespace and c.relrowsecurity
    loop
      execute format('alter table %I force row level security', t.relname);
      if not exists (select from pg_policy where polrelid = t.oid and polname = 'owner') then
        execute format('create policy owner on %I to cases_owner using (true) with check (true)', t.relname);
      end if;
      if exists (select from pg_policy where polrelid = t.oid and polname = 'own') then
        execute format('alter policy own on %1$I to cases_app using (%2$I = (select app_company()))
          with check (%2$I = (select app_company()))', t.relname, t.key);
      end if;
    end loop;
  end $$`;

const ofCompany = (column: string) =>
  `using (${column} = (select app_company())) with check (${column} = (select app_company()))`;
const ofSecret = (column: string) =>
  `using (${column} = (select nullif(current_setting('app.lookup_hash', true), '')))`;
const all = 'using (true) with check (true)';

const relayWrites = ['introduction', 'introduction_fact', 'provision_record'];
const webhookTables = ['webhook_endpoint', 'webhook_event', 'webhook_delivery'];
const operated = [
  'company',
  'api_key',
  'connection',
  'sync_target',
  'position',
  'tag_overrule',
  'outbox',
  'follow_up_case',
  'candidate',
  'fact',
  ...relayWrites,
];

const policies = [
  ...['introduction', 'introduction_fact'].flatMap((table) => [
    `alter policy receiver on ${table} to cases_app ${ofCompany('company_id')}`,
    `alter policy referrer on ${table} to cases_app ${ofCompany('referrer_id')}`,
  ]),
  `alter policy by_secret on api_key to cases_app ${ofSecret('key_hash')}`,
  `alter policy by_secret on candidate_link to cases_app ${ofSecret('token_hash')}`,
  'alter policy by_hook on connection to cases_app using (id = (select app_hook_connection()))',
  `alter policy left_over on hook_delivery to cases_hook_retries using (state = 'received')`,
  `alter policy dispatch on outbox to cases_dispatcher ${all}`,
  `alter policy deliver on webhook_delivery to cases_deliveries ${all}`,
  ...['sync_target', 'sync_record'].map((table) => `alter policy sync on ${table} to cases_sync ${all}`),
  'drop policy sync on sync_note',
  ...['position', 'company'].map((table) => `alter policy relay on ${table} to cases_relay using (true)`),
  ...[...relayWrites, ...webhookTables].map((table) => `alter policy relay on ${table} to cases_relay ${all}`),
  'alter policy relay on outbox to cases_relay with check (true)',
  ...operated.map((table) => `create policy operator on ${table} to cases_operator ${all}`),
];

const views = [
  ...[...relayViews, ...searchViews].map(([name, select]) => `create or replace view pool.${name} as ${select}`),
  'revoke all on all tables in schema pool from cases_app',
  'grant usage on schema pool to cases_relay',
  ...relayViews.map(([name]) => `grant select on pool.${name} to cases_relay`),
  ...searchViews.map(([name]) => `grant select on pool.${name} to cases_app`),
];

const readOnly = [
  'company',
  'api_key',
  'operator_licence',
  'fact',
  'un_rejection',
  'introduction_fact',
  'provision_record',
];
/** What the services never delete, or only `on delete cascade`. */
const kept = [
  'candidate',
  'candidate_alias',
  'candidate_link',
  'application',
  'follow_up_case',
  'rejection',
  'outbox',
  'approval_reminder',
  'introduction',
  'webhook_delivery',
  'connection',
  'position',
  'tag_overrule',
  'sync_record',
];

const grants = [
  'alter default privileges for role cases_owner in schema public revoke all on tables from cases_app',
  'alter default privileges for role cases_owner in schema public revoke all on sequences from cases_app',
  // Identity columns need no right on their sequences.
  'revoke all on all sequences in schema public from cases_app',
  `revoke all on ${readOnly.join(', ')}, mikro_orm_migrations from cases_app`,
  `grant select on ${readOnly.join(', ')} to cases_app`,
  'grant insert on fact, un_rejection, introduction_fact, provision_record to cases_app',
  'grant select, insert, update on introduction to cases_app',
  `revoke delete on ${kept.join(', ')} from cases_app`,
  'grant select on mikro_orm_migrations to cases_app, cases_operator',

  'grant select, update, delete on outbox to cases_dispatcher',
  'grant select, update on webhook_delivery to cases_deliveries',
  'grant select (id, company_id, connection_id, state, received_at) on hook_delivery to cases_hook_retries',
  'grant select, update on sync_target to cases_sync',
  'grant select on sync_record to cases_sync',

  'grant select on company, position, webhook_endpoint to cases_relay',
  'grant select, insert, update on introduction to cases_relay',
  'grant select, insert on introduction_fact, provision_record, webhook_delivery to cases_relay',
  // Its purge locks the rows that it deletes.
  'grant select, insert, update, delete on webhook_event to cases_relay',
  'grant select, insert on outbox to cases_relay',

  'grant select, insert, update on company, api_key, position, tag_overrule to cases_operator',
  'grant select, insert on connection, sync_target, operator_licence, outbox to cases_operator',
  'grant select on follow_up_case, candidate, fact, introduction, introduction_fact, provision_record to cases_operator',
];
