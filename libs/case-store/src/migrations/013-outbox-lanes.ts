import { Migration } from '@mikro-orm/migrations';

/** Rows of the outbox are told by urgency: a long file of cases that sleep for hours keeps nobody's nudge waiting. */
export class OutboxLanes extends Migration {
  override up(): void {
    this.addSql(`create index outbox_urgent on outbox (next_attempt_at, id) where kind <> 'start'`);
    this.addSql(`create index outbox_starts on outbox (wake_at, id) where kind = 'start'`);
    this.addSql('drop index outbox_due');
  }
}
