import { Migration } from '@mikro-orm/migrations';

/** When the operator was told of a complaint. */
export class ComplaintNotices extends Migration {
  override up(): void {
    this.addSql('alter table complaint add column notified_at timestamptz(3)');
    this.addSql('grant update (notified_at) on complaint to cases_console');
  }
}
