import { Migration } from '@mikro-orm/migrations';

/** Two people of the staff who change the same days at once lose none. */
export class RetentionVersions extends Migration {
  override up(): void {
    this.addSql('alter table retention_setting add column version int not null default 1');
  }
}
