import { Migration } from '@mikro-orm/migrations';
import { ownRowsPolicies } from './policies.ts';

/** What people ask companies to correct (個人情報保護法 Art. 34). */
export class CorrectionRequests extends Migration {
  override up(): void {
    for (const statement of [...statements, ...ownRowsPolicies('correction_request')]) this.addSql(statement);
  }
}

const statements = [
  `create table correction_request (
    id uuid primary key, company_id uuid not null references company, candidate_id uuid not null references candidate,
    text text not null, state text not null check (state in ('open', 'done', 'refused')),
    asked_at timestamptz(3) not null, answer text, answered_by text, answered_at timestamptz(3),
    check ((state = 'open') = (answered_at is null)))`,
  'create index correction_request_candidate on correction_request (candidate_id, asked_at)',
  'create index correction_request_list on correction_request (company_id, state, asked_at, id)',
];
