import { Migration } from '@mikro-orm/migrations';
import { ownRowsPolicies } from './policies.ts';

/** People who sign up themselves through a company's template, and the links that lead them there. */
export class Registrations extends Migration {
  override up(): void {
    for (const statement of [...tables, ...rights]) this.addSql(statement);
  }
}

const tables = [
  // Such a candidate is in no list and no CRM until a rejection is known.
  'alter table candidate add column unconfirmed boolean not null default false',
  `create table registration (
    id uuid primary key, company_id uuid not null references company, candidate_id uuid not null references candidate,
    case_id uuid not null references follow_up_case,
    state text not null check (state in ('unconfirmed', 'confirmed', 'refused', 'withdrawn', 'expired', 'erased')),
    confirmed_how text check (confirmed_how in ('reported', 'by_hand')), confirmed_at timestamptz(3),
    decided_by text, decided_at timestamptz(3), application_id text, job_name text, created_at timestamptz(3) not null)`,
  'create index registration_page on registration (company_id, created_at desc, id desc)',
  'create index registration_candidate on registration (candidate_id)',
  `create index registration_unconfirmed on registration (company_id, candidate_id) where state = 'unconfirmed'`,
  `create index registration_by_hand on registration (company_id, confirmed_at) where confirmed_how = 'by_hand'`,
  `create table registration_link (
    token_hash text primary key, company_id uuid not null references company, n int not null,
    created_at timestamptz(3) not null, valid_until timestamptz(3), unique (company_id, n))`,
  `create table registration_limit (
    key_hash text primary key, uses int not null, valid_until timestamptz(3) not null)`,
  'create index registration_limit_age on registration_limit (valid_until)',
];

const rights = [
  ...ownRowsPolicies('registration', 'select, insert, update'),
  ...ownRowsPolicies('registration_link', 'select, insert, update'),
  `create policy by_secret on registration_link for select to cases_app
     using (token_hash = (select nullif(current_setting('app.lookup_hash', true), '')))`,
  'revoke delete, truncate on registration, registration_link from cases_app',
  'grant select, insert, update, delete on registration_limit to cases_app',
  'create policy operator on registration for select to cases_operator using (true)',
  'grant select on registration to cases_operator',
];
