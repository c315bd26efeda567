import { Migration } from '@mikro-orm/migrations';

/** Who sends the results of a connection's rejections. */
export class ResultMail extends Migration {
  override up(): void {
    this.addSql(`alter table connection add column result_mail text check (result_mail in ('goen', 'ats'))`);
  }
}
