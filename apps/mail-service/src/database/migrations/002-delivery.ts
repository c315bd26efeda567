import { Migration } from '@mikro-orm/migrations';

export class AddDelivery extends Migration {
  override up(): void {
    this.addSql('alter table message drop constraint message_state_check, drop constraint message_check1');
    this.addSql(`
      alter table message
        add column batch_id uuid,
        add constraint message_state_check check (state in
          ('queued', 'sent', 'delivered', 'bounced', 'complained', 'failed', 'suppressed', 'skipped')),
        add constraint message_sent_check check ((state in ('queued', 'skipped')) = (sent_at is null))`);
    // The ids are in the order of the request: a repeat must be the same bytes under the same key.
    this.addSql(`
      create table send_batch (
        id uuid primary key,
        provider text not null,
        message_ids uuid[] not null,
        created_at timestamptz not null,
        lease_until timestamptz
      )`);
    // An attempt made before batches existed is looked up, never repeated: its key was a different one.
    this.addSql(`
      insert into send_batch (id, provider, message_ids, created_at)
      select id, provider, array[id], maybe_sent_since from message
        where state = 'queued' and maybe_sent_since is not null`);
    this.addSql("update message set batch_id = id where state = 'queued' and maybe_sent_since is not null");
    this.addSql('create index send_batch_created on send_batch (created_at)');
    this.addSql('create table rate_limit (provider text primary key, next_at timestamptz not null)');
    this.addSql(`
      create table provider_event (
        provider text not null,
        event_id text not null,
        message_id uuid not null,
        type text not null,
        occurred_at timestamptz not null,
        received_at timestamptz not null,
        primary key (provider, event_id)
      )`);
    this.addSql(`
      create table case_notice (
        id uuid primary key,
        message_id uuid not null references message (id),
        kind text not null check (kind in ('bounced', 'complained')),
        occurred_at timestamptz not null,
        attempts int not null,
        next_try_at timestamptz,
        told_at timestamptz,
        constraint case_notice_once unique (message_id, kind),
        check ((told_at is null) = (next_try_at is not null))
      )`);
    this.addSql('create index case_notice_due on case_notice (next_try_at) where next_try_at is not null');
    this.addSql(`
      create table sender_domain (
        provider text not null,
        domain text not null,
        state text not null,
        spf text not null,
        dkim text not null,
        checked_at timestamptz not null,
        primary key (provider, domain)
      )`);
    this.addSql("alter table suppression add column source text not null default 'service'");
    this.addSql(`
      create table suppression_removal (
        id uuid primary key,
        person_hash text not null,
        scope text not null,
        company_id uuid,
        reason text not null,
        suppressed_at timestamptz not null,
        removed_at timestamptz not null,
        removed_by text not null,
        removed_because text not null
      )`);
    this.addSql('create index suppression_removal_person on suppression_removal (person_hash)');
    this.addSql('create index suppression_company on suppression (company_id, id)');
  }
}
