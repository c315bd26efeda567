import { Migration } from '@mikro-orm/migrations';

/** `lapsed`: the next mail is no longer the one that a member approved. */
export class LapsedApprovals extends Migration {
  override up(): void {
    this.addSql('alter table follow_up_case drop constraint follow_up_case_mail_decision_check');
    this.addSql(`
      alter table follow_up_case add constraint follow_up_case_mail_decision_check
        check (mail_decision in ('approved', 'held', 'lapsed')) not valid`);
  }
}
