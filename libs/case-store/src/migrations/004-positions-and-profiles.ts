import { Migration } from '@mikro-orm/migrations';
import { ownRowsPolicies } from './policies.ts';

/** Positions of companies, and the pool of candidates: profiles without identities. */
export class PositionsAndProfiles extends Migration {
  override up(): void {
    for (const statement of [...positions, ...profiles, ...ownRowsPolicies('pool_profile'), ...pool]) {
      this.addSql(statement);
    }
  }
}

const positions = [
  `alter table position
     add column description text, add column tags jsonb not null default '[]',
     add column required_ids text[] not null default '{}', add column desired_ids text[] not null default '{}',
     add column region_ids text[] not null default '{}', add column remote boolean not null default false,
     add column min_years smallint check (min_years between 0 and 60),
     add column max_years smallint check (max_years between 0 and 60),
     add column seats smallint not null default 1 check (seats between 1 and 1000),
     add column updated_at timestamptz(3) not null default now(),
     add constraint position_years check (min_years <= max_years)`,
  'alter table position alter column created_at type timestamptz(3)',
  'create index position_page on position (company_id, created_at desc, id desc)',
  // The tags of a position: a candidate may match any of them.
  `create index position_wanted on position using gin ((required_ids || desired_ids)) with (fastupdate = off)
     where state = 'open'`,
  'grant insert, update on position to cases_app',
  'alter table candidate add column experience_years smallint check (experience_years between 0 and 60)',
  'create index candidate_address_person on candidate_address (person_hash, company_id)',
];

const profiles = [
  `create table pool_profile (
    candidate_id uuid primary key references candidate, company_id uuid not null references company,
    case_id uuid references follow_up_case, person_hash text not null, tags text[] not null, keys text[] not null,
    experience_from smallint, experience_to smallint, stage text not null,
    state text not null check (state in ('open', 'paused', 'closed')), paused_until date,
    waiting_since timestamptz(3) not null, consent_expires_at timestamptz(3) not null,
    excluded_company_ids uuid[] not null default '{}',
    check (state = 'closed' or case_id is not null), check ((state = 'paused') = (paused_until is not null)))`,
  // Read far more often than written: without a pending list, which each search would scan.
  `create index pool_profile_keys on pool_profile using gin (keys) with (fastupdate = off) where state <> 'closed'`,
  `create index pool_profile_waiting on pool_profile (waiting_since) where state <> 'closed'`,
  'create index pool_profile_person on pool_profile (person_hash)',
  'create index pool_profile_company on pool_profile (company_id)',
];

/**
 * Array operators are not leakproof, so row-level security would prevent the use of their indexes. A view reads as its
 * owner and shows the rows of all companies to sessions of the pool only.
 */
const view = (name: string, select: string) =>
  `create view pool.${name} as ${select} and current_setting('app.pool', true) = 'on'`;
const pool = [
  'create schema pool',
  'grant usage on schema pool to cases_app',
  view('profile', `select * from pool_profile where state <> 'closed'`),
  view(
    'position',
    `select id, company_id, required_ids, desired_ids, region_ids, remote, min_years, max_years, created_at
     from position where state = 'open'`,
  ),
  view('known_person', 'select company_id, person_hash from candidate_address where true'),
  'grant select on all tables in schema pool to cases_app',
];
