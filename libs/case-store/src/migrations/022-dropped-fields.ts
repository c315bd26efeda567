import { Migration } from '@mikro-orm/migrations';

/** A row of an imported file is taken without the optional details that cannot be kept, and names them. */
export class DroppedFields extends Migration {
  override up(): void {
    this.addSql('alter table file_import_row add column dropped_fields jsonb');
  }
}
