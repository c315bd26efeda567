import { Migration } from '@mikro-orm/migrations';

/** One regulated mail a day is counted per company: no company may learn from a refusal that another one wrote. */
export class CountDailyLimitPerCompany extends Migration {
  override up(): void {
    this.addSql('drop index message_daily_limit');
    this.addSql(`
      create unique index message_daily_limit on message (company_id, person_hash, date)
        where regulated and (state <> 'skipped' or maybe_sent_since is not null)`);
  }
}
