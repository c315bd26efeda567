import { Migration } from '@mikro-orm/migrations';

/** Outbox rows are dispatched by urgency: a long file of sleeping cases does not delay a nudge. */
export class OutboxLanes extends Migration {
  override up(): void {
    this.addSql(`create index outbox_urgent on outbox (next_attempt_at, id) where kind <> 'start'`);
    this.addSql(`create index outbox_starts on outbox (wake_at, id) where kind = 'start'`);
    this.addSql('drop index outbox_due');
  }
}
