import { Migration } from '@mikro-orm/migrations';
import { ownRowsPolicies } from './policies.ts';

/** What recruiters write to people in the mail about a rejection. Not in the facts, because erasure must delete it. */
export class PersonalNotes extends Migration {
  override up(): void {
    for (const statement of [...statements, ...ownRowsPolicies('personal_note'), ...retention]) this.addSql(statement);
  }
}

const statements = [
  `create table personal_note (
    id uuid primary key, company_id uuid not null references company, case_id uuid not null references follow_up_case,
    candidate_id uuid not null references candidate, rejection_id uuid not null,
    text text not null, written_by text not null, created_at timestamptz(3) not null)`,
  'create index personal_note_rejection on personal_note (rejection_id)',
  'create index personal_note_candidate on personal_note (candidate_id)',
  'create index personal_note_age on personal_note (company_id, created_at)',
];

/** The operator's preview counts old rows. */
const retention = [
  'grant select (company_id, case_id, created_at) on personal_note to cases_operator',
  'create policy operator on personal_note for select to cases_operator using (true)',
];
