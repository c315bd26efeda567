import { Migration } from '@mikro-orm/migrations';
import { ownRowsPolicies } from './policies.ts';

/** The mail queue, where members approve mails before they leave. */
export class Approvals extends Migration {
  override up(): void {
    for (const statement of [...queue, ...tables, ...ownRows.flatMap((table) => ownRowsPolicies(table))])
      this.addSql(statement);
  }
}

const ownRows = ['mail_edit', 'approval_reminder'];

/** Sleeping cases fill these columns when they wake: until then none of their mails is due. */
const queue = [
  `alter table follow_up_case
     add column next_mail text, add column next_mail_rejection_ids text[], add column next_mail_stage text,
     add column queued_at timestamptz(3), add column undo_until timestamptz(3),
     add column mail_decision text check (mail_decision in ('approved', 'held')), add column mail_edit_id uuid,
     add column decided_by text, add column decided_at timestamptz(3)`,
  `create index case_queue on follow_up_case (company_id, queued_at, id) where next_mail is not null`,
  `create index case_queue_decision on follow_up_case (company_id, mail_decision, queued_at, id)
     where next_mail is not null`,
  `create index case_queue_kind on follow_up_case (company_id, next_mail, queued_at, id) where next_mail is not null`,
];

const tables = [
  `create table mail_edit (
    id uuid primary key, company_id uuid not null references company, case_id uuid not null references follow_up_case,
    candidate_id uuid not null references candidate, subject text not null, body text not null,
    created_at timestamptz(3) not null)`,
  'create index mail_edit_candidate on mail_edit (candidate_id)',
  `create table approval_reminder (
    id uuid primary key, company_id uuid not null references company, date date not null,
    created_at timestamptz(3) not null, constraint approval_reminder_once unique (company_id, date))`,
];
