import { Migration } from '@mikro-orm/migrations';

/** Which companies have an approved mail is asked every half minute: few rows, however many cases sleep. */
export class ApprovedMails extends Migration {
  override up(): void {
    this.addSql(`create index case_approved on follow_up_case (company_id) where mail_decision = 'approved'
      and state = 'open'`);
  }
}
