import { Migration } from '@mikro-orm/migrations';

/** The last purge of each kind of data, and an index for each purge. */
export class Retention extends Migration {
  override up(): void {
    this.addSql(`
      create table retention_run (
        kind text primary key,
        keep_days int not null,
        rows int not null,
        is_complete boolean not null,
        ended_at timestamptz not null
      )`);
    this.addSql('grant select, insert, update on retention_run to mail_app');
    // Rows are locked before they are deleted.
    this.addSql('grant update, delete on provider_event, case_notice, message to mail_app');
    this.addSql('create index provider_event_age on provider_event (received_at)');
    this.addSql('create index case_notice_told on case_notice (told_at) where told_at is not null');
    // Messages are stored in the order of their creation: this costs next to nothing when one is written.
    this.addSql('create index message_age on message using brin (created_at)');
  }
}
