import { Migration } from '@mikro-orm/migrations';

/** Stored responses are dated by the database's clock, also when they are inserted with the rows of their request. */
export class IdempotencyClock extends Migration {
  override up(): void {
    this.addSql(
      `alter table idempotency_key alter column created_at set default now(), alter column lease_until set default now()`,
    );
  }
}
