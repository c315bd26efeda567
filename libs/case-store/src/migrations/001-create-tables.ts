import { Migration } from '@mikro-orm/migrations';
import { policies } from './policies.ts';

export class CreateTables extends Migration {
  override up(): void {
    for (const statement of [...tables, ...indexes, ...policies, ...appendOnly, notifyOfOutbox]) this.addSql(statement);
  }
}

const tables = [
  `create table company (
    id uuid primary key, name text not null, slug text not null constraint company_slug unique,
    settings jsonb not null, created_at timestamptz not null)`,
  `create table api_key (
    id uuid primary key, company_id uuid not null references company, name text not null, prefix text not null,
    key_hash text not null constraint api_key_hash unique, scopes text[] not null, created_at timestamptz not null,
    revoked_at timestamptz)`,
  `create table connection (
    id uuid primary key, company_id uuid not null references company, kind text not null, name text not null,
    created_at timestamptz not null)`,
  `create table position (
    id uuid primary key, company_id uuid not null references company, title text not null, url text,
    state text not null check (state in ('open', 'closed')), created_at timestamptz not null)`,
  `create table operator_licence (
    id uuid primary key, number text not null, kind text not null, expires_on date not null,
    created_at timestamptz not null)`,
  `create table candidate (
    id uuid primary key, company_id uuid not null references company, source_key text not null, remote_id text not null,
    family_name text, given_name text, family_name_kana text, given_name_kana text, full_name text, email text,
    emails jsonb not null, phones jsonb not null, person_hash text, locale text, prefecture text,
    may_be_mailed boolean not null, last_stage text not null, last_rejected_at timestamptz not null,
    relay_consent text not null, created_at timestamptz not null, erased_at timestamptz,
    constraint candidate_remote unique (company_id, source_key, remote_id))`,
  `create table candidate_tag (
    id uuid primary key, company_id uuid not null references company, candidate_id uuid not null references candidate,
    kind text not null, value text not null, value_key text not null,
    constraint candidate_tag_once unique (candidate_id, kind, value_key))`,
  `create table application (
    id uuid primary key, company_id uuid not null references company, candidate_id uuid not null references candidate,
    source_key text not null, remote_id text not null, job_remote_id text, job_name text, job_category text,
    applied_at timestamptz, remote_url text, custom_fields jsonb not null, remote_data jsonb not null,
    created_at timestamptz not null, constraint application_remote unique (company_id, source_key, remote_id))`,
  `create table follow_up_case (
    id uuid primary key, company_id uuid not null references company, candidate_id uuid not null references candidate,
    state text not null check (state in ('open', 'closed')), closed_reason text, stage text not null,
    next_step text not null, next_step_at timestamptz, opened_at timestamptz not null)`,
  `create table rejection (
    id uuid primary key, company_id uuid not null references company, case_id uuid not null references follow_up_case,
    candidate_id uuid not null references candidate, application_id uuid not null references application,
    source_key text not null, remote_id text not null, rejected_at timestamptz(3) not null,
    accepted_at timestamptz(3) not null, stage text not null, stage_name text, reason text, silent text, job_name text,
    constraint rejection_once unique (company_id, source_key, remote_id, rejected_at))`,
  `create table fact (
    seq bigint generated always as identity primary key, company_id uuid not null references company,
    case_id uuid not null references follow_up_case, candidate_id uuid not null references candidate,
    kind text not null, at timestamptz(3) not null, data jsonb not null, dedupe_key text)`,
  `create table outbox (
    id bigint generated always as identity primary key, company_id uuid not null, case_id uuid not null,
    kind text not null check (kind in ('start', 'nudge')), wake_at timestamptz(3) not null,
    attempts int not null default 0, next_attempt_at timestamptz(3) not null, created_at timestamptz(3) not null)`,
  `create table candidate_link (
    token_hash text primary key, company_id uuid not null references company,
    case_id uuid not null references follow_up_case, candidate_id uuid not null references candidate, n int not null,
    created_at timestamptz not null)`,
  `create table idempotency_key (
    id uuid primary key, company_id uuid not null references company, method text not null, route text not null,
    key text not null, body_hash text not null, status int, content_type text, body text,
    lease_until timestamptz(3) not null, created_at timestamptz(3) not null,
    constraint idempotency_key_once unique (company_id, method, route, key))`,
];

const indexes = [
  'create index api_key_company on api_key (company_id)',
  'create index connection_company on connection (company_id)',
  `create index position_open on position (company_id, created_at) where state = 'open'`,
  'create index candidate_person on candidate (company_id, person_hash) where person_hash is not null',
  'create index candidate_page on candidate (company_id, last_rejected_at desc, id desc)',
  `create index candidate_text on candidate using gin (
    (coalesce(family_name, '') || coalesce(given_name, '') || ' ' || coalesce(full_name, '')) gin_trgm_ops)`,
  'create index application_job_text on application using gin (job_name gin_trgm_ops)',
  'create index application_candidate on application (candidate_id)',
  'create index candidate_tag_value on candidate_tag (company_id, value_key, kind)',
  `create unique index one_open_case on follow_up_case (candidate_id) where state = 'open'`,
  'create index case_page on follow_up_case (company_id, opened_at desc, id desc)',
  'create index case_candidate on follow_up_case (candidate_id)',
  `create index case_waiting on follow_up_case (next_step, next_step_at) where state = 'open'`,
  'create index rejection_case on rejection (case_id)',
  'create index fact_case on fact (case_id, seq)',
  'create index fact_candidate on fact (candidate_id, kind)',
  'create unique index fact_once on fact (case_id, dedupe_key) where dedupe_key is not null',
  'create index outbox_due on outbox (next_attempt_at, id)',
  'create index idempotency_key_age on idempotency_key (company_id, created_at)',
];

/** Facts are append-only for the service role. The owner role only migrates. */
const appendOnly = [
  'revoke update, delete, truncate on fact from cases_app',
  'revoke insert, update, delete, truncate on company, api_key, connection, position, operator_licence from cases_app',
];

const notifyOfOutbox = `
  create function notify_outbox() returns trigger language plpgsql as $$ begin notify outbox; return null; end $$;
  create trigger outbox_inserted after insert on outbox for each statement execute function notify_outbox()`;
