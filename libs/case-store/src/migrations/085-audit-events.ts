import { Migration } from '@mikro-orm/migrations';
import { ownRowsPolicies } from './policies.ts';

/**
 * The audit log. Services insert and read; the place in the chain is set by a deferred trigger that runs as the owner, so
 * that the lock of a company's chain is held only while a transaction commits, and never while it waits for other rows.
 */
export class AuditEvents extends Migration {
  override up(): void {
    for (const statement of [...tables, ...guards, ...rights]) this.addSql(statement);
  }
}

const tables = [
  `create table audit_event (
    id uuid primary key, company_id uuid references company, occurred_at timestamptz(3) not null,
    actor text not null, action text not null, subject_type text not null, subject_id text not null,
    data jsonb not null, network text, entry_hash text not null, seq bigint, hash text)`,
  'create unique index audit_event_chain on audit_event (company_id, seq) nulls not distinct where seq is not null',
  'create index audit_event_subject on audit_event (company_id, subject_id, seq)',
  'create index audit_event_actor on audit_event (company_id, actor, seq)',
  'create table audit_head (chain uuid primary key, seq bigint not null, hash text not null)',
];

const guards = [
  `create function chain_audit_event() returns trigger language plpgsql security definer
     set search_path = public, pg_temp as $$
   declare
     own uuid := coalesce(new.company_id, '00000000-0000-0000-0000-000000000000');
     head audit_head;
     next_hash text;
   begin
     insert into audit_head values (own, 0, repeat('0', 64)) on conflict do nothing;
     select * into strict head from audit_head where chain = own for update;
     next_hash := encode(sha256(convert_to(
       head.hash || ':' || (head.seq + 1)::text || ':' || new.entry_hash, 'UTF8')), 'hex');
     update audit_event set seq = head.seq + 1, hash = next_hash where id = new.id;
     update audit_head set seq = head.seq + 1, hash = next_hash where chain = own;
     return null;
   end $$`,
  `create constraint trigger chain after insert on audit_event deferrable initially deferred
     for each row execute function chain_audit_event()`,
  `create function refuse_audit_change() returns trigger language plpgsql set search_path = public, pg_temp as $$
   begin
     raise exception 'The audit log is append-only' using errcode = 'insufficient_privilege';
   end $$`,
  // An event that has no place in the chain yet gets one, and nothing else of it changes.
  `create trigger append_only before update on audit_event for each row
     when (old.seq is not null or (old.id, old.company_id, old.occurred_at, old.actor, old.action, old.subject_type,
       old.subject_id, old.data, old.network, old.entry_hash) is distinct from (new.id, new.company_id,
       new.occurred_at, new.actor, new.action, new.subject_type, new.subject_id, new.data, new.network,
       new.entry_hash)) execute function refuse_audit_change()`,
  // It starts without one: whoever inserts cannot choose its place.
  `create trigger unchained before insert on audit_event for each row
     when (new.seq is not null or new.hash is not null) execute function refuse_audit_change()`,
  'create trigger kept before delete on audit_event for each row execute function refuse_audit_change()',
  'create trigger kept_whole before truncate on audit_event execute function refuse_audit_change()',
  'revoke execute on function chain_audit_event(), refuse_audit_change() from public',
];

const rights = [
  ...ownRowsPolicies('audit_event', 'select, insert'),
  'create policy operator on audit_event to cases_operator using (true) with check (true)',
  'grant select, insert on audit_event to cases_operator',
  'alter table audit_head enable row level security',
  'alter table audit_head force row level security',
  'create policy owner on audit_head to cases_owner using (true) with check (true)',
  'create policy own on audit_head to cases_app using (chain = (select app_company()))',
  'create policy operator on audit_head to cases_operator using (true)',
  'grant select on audit_head to cases_app, cases_operator',
];
