import { Migration } from '@mikro-orm/migrations';

/** Members look up their company's mails, see why one waits, and learn of deliveries and failures by webhook. */
export class LookUpMessages extends Migration {
  override up(): void {
    this.addSql(`
      alter table message
        add column waiting_reason text,
        add column waiting_since timestamptz,
        add column failure text,
        add constraint message_waiting_check check ((waiting_reason is null) = (waiting_since is null))`);
    this.addSql('create index message_company on message (company_id, created_at, id)');
    this.addSql('create index provider_event_message on provider_event (message_id)');
    this.addSql(`
      alter table case_notice drop constraint case_notice_kind_check,
        add constraint case_notice_kind_check check (kind in ('delivered', 'failed', 'bounced', 'complained'))`);
  }
}
