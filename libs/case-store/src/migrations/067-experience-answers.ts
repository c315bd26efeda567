import { Migration } from '@mikro-orm/migrations';
import { ownRowsPolicies } from './policies.ts';

/** Whether candidates would recommend applying. */
export class ExperienceAnswers extends Migration {
  override up(): void {
    const own = ownRowsPolicies('experience_answer');
    for (const statement of [...statements, ...own, ...preview]) this.addSql(statement);
  }
}

const statements = [
  `create table experience_answer (
    id uuid primary key, company_id uuid not null references company, candidate_id uuid not null references candidate,
    stage text not null, score smallint check (score between 0 and 10), comment text, answered_at timestamptz(3) not null)`,
  'create index experience_answer_time on experience_answer (company_id, answered_at)',
  'create index experience_answer_candidate on experience_answer (candidate_id, answered_at)',
];

/** What the operator's preview of purges counts. */
const preview = [
  'grant select (company_id, answered_at) on experience_answer to cases_operator',
  'create policy operator on experience_answer for select to cases_operator using (true)',
];
