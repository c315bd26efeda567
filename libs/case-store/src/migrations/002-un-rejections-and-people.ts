import { Migration } from '@mikro-orm/migrations';
import { ownRowsPolicies } from './policies.ts';

/** Un-rejections, which may arrive before their rejection, and persons with several ids or addresses. */
export class UnRejectionsAndPeople extends Migration {
  override up(): void {
    for (const statement of [
      ...tables,
      ...people,
      ...ownRows.flatMap((table) => ownRowsPolicies(table)),
      ...appendOnly,
      ...outbox,
    ])
      this.addSql(statement);
  }
}

const ownRows = ['un_rejection', 'candidate_alias', 'candidate_address'];

const tables = [
  `create table un_rejection (
    id uuid primary key, company_id uuid not null references company, source_key text not null,
    remote_id text not null, occurred_at timestamptz(3) not null, created_at timestamptz not null,
    constraint un_rejection_once unique (company_id, source_key, remote_id, occurred_at))`,
  `create table candidate_alias (
    id uuid primary key, company_id uuid not null references company, source_key text not null,
    remote_id text not null, candidate_id uuid not null references candidate, created_at timestamptz not null,
    constraint candidate_alias_once unique (company_id, source_key, remote_id))`,
  `create table candidate_address (
    id uuid primary key, company_id uuid not null references company,
    candidate_id uuid not null references candidate, person_hash text not null, created_at timestamptz not null,
    constraint candidate_address_once unique (candidate_id, person_hash))`,
];

const people = [
  'alter table candidate add column merged_into uuid references candidate',
  'create index candidate_merged on candidate (merged_into) where merged_into is not null',
  'create index candidate_alias_candidate on candidate_alias (candidate_id)',
  'create index candidate_link_candidate on candidate_link (candidate_id)',
  'create index rejection_candidate on rejection (candidate_id)',
  `insert into candidate_address (id, company_id, candidate_id, person_hash, created_at)
     select gen_random_uuid(), company_id, id, person_hash, created_at from candidate where person_hash is not null`,
  // Earlier un-rejections are taken from the facts of their cases.
  `insert into un_rejection (id, company_id, source_key, remote_id, occurred_at, created_at)
     select gen_random_uuid(), company_id, data ->> 'sourceKey', data ->> 'remoteId', (data ->> 'at')::timestamptz, at
     from fact where kind = 'application.unrejected' on conflict do nothing`,
];

const appendOnly = ['revoke update, delete, truncate on un_rejection from cases_app'];

/** Outbox rows belong to a company; the dispatcher's session sees those of all companies. */
const outbox = [
  'alter table outbox add constraint outbox_company foreign key (company_id) references company',
  'alter table outbox add constraint outbox_case foreign key (case_id) references follow_up_case',
  'create index outbox_case on outbox (case_id)',
  ...ownRowsPolicies('outbox'),
  `create policy dispatch on outbox using (current_setting('app.dispatch', true) = 'on')`,
];
