import { Migration } from '@mikro-orm/migrations';

/** A dry run says about whom each row is and what it would do; a member corrects rows before the file is imported. */
export class ImportPreviews extends Migration {
  override up(): void {
    this.addSql(
      `alter table file_import_row add column person jsonb, add column plan jsonb, add column corrected_by text`,
    );
    this.addSql(
      `create index file_import_row_corrected on file_import_row (import_id, row) where corrected_by is not null`,
    );
  }
}
