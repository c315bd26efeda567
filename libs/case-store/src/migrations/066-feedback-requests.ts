import { Migration } from '@mikro-orm/migrations';
import { ownRowsPolicies } from './policies.ts';

/** Candidates ask for feedback; members answer or refuse. */
export class FeedbackRequests extends Migration {
  override up(): void {
    for (const statement of [...statements, ...ownRowsPolicies('feedback_request'), ...preview]) this.addSql(statement);
  }
}

const statements = [
  `create table feedback_request (
    id uuid primary key, company_id uuid not null references company, candidate_id uuid not null references candidate,
    case_id uuid not null references follow_up_case, rejection_id uuid not null,
    state text not null check (state in ('open', 'answered', 'refused')), due_on date not null,
    created_at timestamptz(3) not null, phrases text[] not null default '{}', own_words text, answered_by text,
    answered_at timestamptz(3), constraint feedback_request_once unique (rejection_id))`,
  'create index feedback_request_page on feedback_request (company_id, state, created_at desc, id desc)',
  'create index feedback_request_candidate on feedback_request (candidate_id)',
  'create index feedback_request_words on feedback_request (company_id, answered_at) where own_words is not null',
];

/** What the operator's preview of purges counts. */
const preview = [
  'grant select (company_id, case_id, answered_at, own_words) on feedback_request to cases_operator',
  'create policy operator on feedback_request for select to cases_operator using (true)',
];
