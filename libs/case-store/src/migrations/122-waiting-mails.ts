import { Migration } from '@mikro-orm/migrations';

/** Why the mail that is due does not leave, and since when: without this, only Temporal's pending activity shows it. */
export class WaitingMails extends Migration {
  override up(): void {
    for (const table of ['follow_up_case', 'introduction', 're_invitation']) {
      this.addSql(
        `alter table ${table} add column mail_wait_reason text, add column mail_wait_since timestamptz(3),
           add constraint ${table}_mail_wait check ((mail_wait_reason is null) = (mail_wait_since is null))`,
      );
    }
  }
}
