import { Migration } from '@mikro-orm/migrations';

/** A mail that was skipped although it may be out keeps its day: it may still turn out to be sent. */
export class KeepDaysOfUnconfirmedMails extends Migration {
  override up(): void {
    this.addSql(
      "update message set maybe_sent_since = null where state = 'skipped' and skip_reason = 'refused_by_provider'",
    );
    // Where several mails already share a day, one of them keeps it.
    this.addSql(`
      update message m set maybe_sent_since = null
        where m.regulated and m.state = 'skipped' and m.maybe_sent_since is not null and exists (
          select from message o where o.person_hash = m.person_hash and o.date = m.date and o.regulated and o.id <> m.id
            and (o.state <> 'skipped' or (o.maybe_sent_since is not null and o.id < m.id)))`);
    this.addSql('drop index message_daily_limit');
    this.addSql(`
      create unique index message_daily_limit on message (person_hash, date)
        where regulated and (state <> 'skipped' or maybe_sent_since is not null)`);
  }
}
