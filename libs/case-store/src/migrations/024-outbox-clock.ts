import { Migration } from '@mikro-orm/migrations';

/** When a row is due is decided by the clock that claims compare it with, not by that of the process which wrote it. */
export class OutboxClock extends Migration {
  override up(): void {
    this.addSql(
      'alter table outbox alter column next_attempt_at set default now(), alter column created_at set default now()',
    );
  }
}
