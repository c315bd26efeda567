import { Migration } from '@mikro-orm/migrations';
import { ownRowsPolicies } from './policies.ts';

/** What members add to candidates, what an erasure deleted, and searches that members keep. */
export class CandidateRecords extends Migration {
  override up(): void {
    for (const statement of [...tables, ...policies]) this.addSql(statement);
  }
}

const tables = [
  `create table candidate_note (
    id uuid primary key, company_id uuid not null references company, candidate_id uuid not null references candidate,
    text text not null, written_by text not null, written_at timestamptz(3) not null)`,
  'create index candidate_note_candidate on candidate_note (candidate_id, written_at)',
  `create table candidate_correction (
    id uuid primary key, company_id uuid not null references company, candidate_id uuid not null references candidate,
    field text not null, before jsonb, after jsonb, corrected_by text not null, corrected_at timestamptz(3) not null)`,
  'create index candidate_correction_candidate on candidate_correction (candidate_id, corrected_at)',
  // What the source had said of each corrected field: it stays corrected while the source repeats that.
  'alter table candidate add column corrections jsonb',
  `create table erasure_certificate (
    id uuid primary key, company_id uuid not null references company, candidate_id uuid not null references candidate,
    requested_by text not null, asked_by text, asked_via text, asked_on date, reason text not null,
    deleted jsonb not null, rows_deleted_at timestamptz(3) not null, mails_deleted_at timestamptz(3))`,
  'create index erasure_certificate_candidate on erasure_certificate (candidate_id, rows_deleted_at)',
  `create table saved_search (
    id uuid primary key, company_id uuid not null references company, name text not null, query jsonb not null,
    saved_by text not null, saved_at timestamptz(3) not null, constraint saved_search_name unique (company_id, name))`,
];

const policies = [
  ...ownRowsPolicies('candidate_note'),
  ...ownRowsPolicies('candidate_correction'),
  ...ownRowsPolicies('erasure_certificate', 'select, insert, update'),
  ...ownRowsPolicies('saved_search'),
];
