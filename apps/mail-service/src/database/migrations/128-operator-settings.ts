import { Migration } from '@mikro-orm/migrations';

/** Days of retention that the operator set, and DMARC as it was last looked up. */
export class OperatorSettings extends Migration {
  override up(): void {
    this.addSql(`
      create table retention_setting (
        kind text primary key,
        keep_days int not null check (keep_days >= 0),
        version int not null,
        set_at timestamptz not null
      )`);
    this.addSql('grant select, insert, update on retention_setting to mail_app');
    this.addSql('alter table sender_domain add column dmarc text null');
  }
}
