import { Migration } from '@mikro-orm/migrations';

export class AddTurns extends Migration {
  override up(): void {
    // One place per concurrent request, in milliseconds since 1970: see sending/turn-plan.ts.
    this.addSql("alter table rate_limit add column taken_until_ms double precision[] not null default '{}'");
  }
}
