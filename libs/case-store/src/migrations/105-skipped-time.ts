import { Migration } from '@mikro-orm/migrations';

/** How far the clock of a case of a sandbox company was moved ahead. */
export class SkippedTime extends Migration {
  override up(): void {
    this.addSql('alter table follow_up_case add column skipped_seconds int not null default 0');
  }
}
