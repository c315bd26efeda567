import { Migration } from '@mikro-orm/migrations';

/** An address alone identifies nobody: an offer that is found by it is the person's only if the names agree. */
export class NamesOfOffers extends Migration {
  override up(): void {
    this.addSql(`alter table offer add name_hashes text[] not null default '{}'`);
  }
}
