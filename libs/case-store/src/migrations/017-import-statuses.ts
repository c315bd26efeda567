import { Migration } from '@mikro-orm/migrations';

/** The statuses that an import met, so that a person sees one that the list of rejections misses. */
export class ImportStatuses extends Migration {
  override up(): void {
    this.addSql('alter table file_import add statuses jsonb');
  }
}
