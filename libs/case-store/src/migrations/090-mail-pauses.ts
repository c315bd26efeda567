import { Migration } from '@mikro-orm/migrations';
import { ownRowsPolicies } from './policies.ts';

/** A company stops all its mails at once: a table of its own, so that no change of its settings resumes them. */
export class MailPauses extends Migration {
  override up(): void {
    for (const statement of [...statements, ...ownRowsPolicies('mail_pause', 'select, insert, delete')]) {
      this.addSql(statement);
    }
  }
}

const statements = [
  `create table mail_pause (
    company_id uuid primary key references company, paused_by text not null, since timestamptz(3) not null)`,
];
