import { Migration } from '@mikro-orm/migrations';

/** How many new rejections of an import have no date, and whether they get a rejection mail. */
export class UndatedRows extends Migration {
  override up(): void {
    this.addSql('alter table file_import add undated jsonb');
  }
}
