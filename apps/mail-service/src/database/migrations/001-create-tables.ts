import { Migration } from '@mikro-orm/migrations';

export class CreateTables extends Migration {
  override up(): void {
    this.addSql(`
      create table message (
        id uuid primary key,
        key text not null constraint message_key unique,
        inputs_hash text not null,
        company_id uuid not null,
        person_hash text not null,
        kind text not null,
        regulated boolean not null,
        locale text not null,
        date date not null,
        rejection_ids text[] not null,
        state text not null check (state in ('queued', 'sent', 'skipped')),
        skip_reason text,
        provider text not null,
        provider_id text,
        rendered bytea,
        created_at timestamptz not null,
        first_tried_at timestamptz,
        maybe_sent_since timestamptz,
        lease_until timestamptz,
        sent_at timestamptz,
        finished_at timestamptz,
        check ((state = 'skipped') = (skip_reason is not null)),
        check ((state = 'sent') = (sent_at is not null)),
        check ((state = 'queued') = (finished_at is null))
      )`);
    // One regulated mail per person and day over all companies. A skipped mail was not sent and does not count.
    this.addSql(`
      create unique index message_daily_limit on message (person_hash, date)
        where regulated and state <> 'skipped'`);
    this.addSql('create index message_person on message (company_id, person_hash)');
    this.addSql(`
      create index message_with_body on message ((coalesce(finished_at, created_at))) where rendered is not null`);
    this.addSql(`
      create table suppression (
        id uuid primary key,
        person_hash text not null,
        scope text not null check (scope in ('regulated', 'all')),
        company_id uuid,
        reason text not null,
        created_at timestamptz not null,
        check ((scope = 'all') = (company_id is null)),
        constraint suppression_once unique nulls not distinct (person_hash, scope, company_id)
      )`);
  }
}
