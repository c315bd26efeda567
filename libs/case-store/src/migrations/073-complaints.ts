import { Migration } from '@mikro-orm/migrations';
import { ownRowsPolicies } from './policies.ts';

/** Complaints of candidates to the operator, and its answers (職業安定法 Art. 33-6). */
export class Complaints extends Migration {
  override up(): void {
    for (const statement of [...statements, ...ownRowsPolicies('complaint'), ...operator]) this.addSql(statement);
  }
}

const statements = [
  `create table complaint (
    id uuid primary key, company_id uuid not null references company, candidate_id uuid not null references candidate,
    text text, received_at timestamptz(3) not null, answer text, answered_by text, answered_at timestamptz(3),
    check ((answered_at is null) = (answered_by is null)))`,
  'create index complaint_candidate on complaint (candidate_id, received_at)',
  'create index complaint_age on complaint (company_id, received_at)',
  'create index complaint_open on complaint (received_at, id) where answered_at is null',
];

const operator = [
  'create policy operator on complaint to cases_operator using (true) with check (true)',
  'grant select, update (answer, answered_by, answered_at) on complaint to cases_operator',
];
