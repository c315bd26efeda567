import { Migration } from '@mikro-orm/migrations';

/** Finds the few mails that were tried and wait, among all that were ever sent. Mails that leave at once are not in it. */
export class FindWaitingMails extends Migration {
  override up(): void {
    this.addSql(`
      create index message_waiting on message (waiting_reason, waiting_since)
        where state = 'queued' and waiting_reason is not null`);
  }
}
