import { Migration } from '@mikro-orm/migrations';

/** Bounces and complaints that carry none of our ids are matched by address and time: see hooks/match-messages.ts. */
export class FindMailsByAddress extends Migration {
  override up(): void {
    this.addSql('create index message_address on message (person_hash, first_tried_at)');
  }
}
