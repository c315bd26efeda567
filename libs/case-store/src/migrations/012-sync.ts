import { Migration } from '@mikro-orm/migrations';
import { ownRowsPolicies } from './policies.ts';

/** What still has to reach the CRMs of companies. Triggers maintain it, so that writers of facts need not know. */
export class Sync extends Migration {
  override up(): void {
    for (const statement of [...tables, ...indexes, ...security, ...functions, ...triggers]) this.addSql(statement);
  }
}

const names = ['sync_target', 'sync_record', 'sync_note'];

const tables = [
  'alter table connection add token_refreshed_at timestamptz(3)',
  // One row per CRM connection as the sync sees it: no settings, no secrets.
  `create table sync_target (
    connection_id uuid primary key references connection, company_id uuid not null references company,
    reach text not null check (reach in ('all', 'own')), paused boolean not null default false,
    leased_until timestamptz(3) not null default now(), lease bigint not null default 0,
    held_until timestamptz(3) not null default now(), faults int not null default 0, fill_after uuid)`,
  `create table sync_record (
    connection_id uuid not null references sync_target on delete cascade,
    candidate_id uuid not null references candidate, company_id uuid not null references company,
    state text not null check (state in ('pending', 'synced', 'stuck', 'erased')), version int not null default 0,
    due_at timestamptz(3), attempts int not null default 0, unsure boolean not null default false,
    remote_id text, addresses bytea, last_fault jsonb, failing_since timestamptz(3), pushed_at timestamptz(3),
    primary key (connection_id, candidate_id), check (state <> 'pending' or due_at is not null),
    check (state not in ('stuck', 'erased') or due_at is null))`,
  `create table sync_note (
    connection_id uuid not null, candidate_id uuid not null, fact_seq bigint not null,
    company_id uuid not null references company, primary key (connection_id, candidate_id, fact_seq),
    foreign key (connection_id, candidate_id) references sync_record on delete cascade)`,
];

const indexes = [
  'create index sync_target_company on sync_target (company_id)',
  'create index sync_record_due on sync_record (connection_id, due_at, candidate_id) where due_at is not null',
  `create index sync_record_stuck on sync_record (connection_id, candidate_id) where state = 'stuck'`,
  'create index sync_record_candidate on sync_record (candidate_id)',
];

/** The sync's session finds due rows of all companies and sees nothing else. */
const security = names.flatMap((table) => [
  ...ownRowsPolicies(table),
  `create policy sync on ${table} using (current_setting('app.sync', true) = 'on')`,
]);

/** Facts that become notes in the CRM. */
export const syncedKinds: readonly string[] = [
  'rejection.reported',
  'application.unrejected',
  'candidate.reapplied',
  'candidate.hired',
  'mail.sent',
  'mail.bounced',
  'mail.complained',
  'mail.unsubscribed',
  'consent.granted',
  'consent.declined',
  'consent.withdrawn',
  'case.paused',
  'case.resumed',
  'case.closed',
  'referral.made',
  'referral.reversed',
];

const compared = [
  'family_name',
  'given_name',
  'full_name',
  'email',
  'phones',
  'prefecture',
  'last_stage',
  'last_rejected_at',
  'relay_consent',
  'merged_into',
  'erased_at',
];
const columns = (of: string) => `(${compared.map((name) => `${of}.${name}`).join(', ')})`;

/** New data makes stuck records due again and ends the pause between retries. */
const again = `version = r.version + 1, state = 'pending',
  attempts = case when r.state = 'pending' then r.attempts else 0 end,
  failing_since = case when r.state = 'pending' then r.failing_since end`;

/** The trigger that notes new facts of the given kinds for the company's CRM. */
export function createSyncFacts(kinds: readonly string[]): string {
  const isSynced = `kind in (${kinds.map((kind) => `'${kind}'`).join(', ')})`;
  // One lookup for companies without a CRM: intake writes thousands of facts in one statement.
  return `create or replace function sync_facts() returns trigger language plpgsql as $$ begin
     if not exists (select 1 from sync_target where company_id in (select company_id from added)) then return null; end if;
     insert into sync_record as r (connection_id, candidate_id, company_id, state, due_at)
       select target.connection_id, fact.candidate_id, target.company_id, 'pending', now()
       from (select distinct company_id, candidate_id from added where ${isSynced}) fact
       join sync_target target using (company_id)
       where target.reach = 'all' or exists (select 1 from application a
         where a.candidate_id = fact.candidate_id and a.source_key = 'connection:' || target.connection_id)
       order by 1, 2
     on conflict (connection_id, candidate_id) do update set ${again},
       due_at = case when r.state = 'pending' then r.due_at else excluded.due_at end
       where r.state <> 'erased';
     insert into sync_note (connection_id, candidate_id, company_id, fact_seq)
       select r.connection_id, r.candidate_id, r.company_id, fact.seq
       from added fact join sync_record r using (candidate_id)
       where fact.${isSynced} and r.state <> 'erased';
     return null;
   end $$`;
}

const functions = [
  createSyncFacts(syncedKinds),
  `create function sync_candidates() returns trigger language plpgsql as $$ begin
     if not exists (select 1 from sync_target where company_id in (select company_id from after)) then return null; end if;
     update sync_record r set ${again}, due_at = now()
       from after join before using (id)
       where r.candidate_id = after.id and r.state <> 'erased' and ${columns('after')} is distinct from ${columns('before')};
     return null;
   end $$`,
  `create function sync_tags() returns trigger language plpgsql as $$ begin
     if not exists (select 1 from sync_target where company_id in (select company_id from added)) then return null; end if;
     update sync_record r set ${again}, due_at = case when r.state = 'pending' then r.due_at else now() end
       where r.candidate_id in (select candidate_id from added) and r.state <> 'erased';
     return null;
   end $$`,
  // New secrets or settings end a hold; deleting a connection deletes what waits for it.
  `create function sync_connection() returns trigger language plpgsql as $$ begin
     if new.state = 'deleted' then delete from sync_target where connection_id = new.id;
     else update sync_target set paused = (new.state = 'paused'), held_until = now(), faults = 0
       where connection_id = new.id;
     end if;
     return null;
   end $$`,
];

const triggers = [
  `create trigger fact_syncs after insert on fact referencing new table as added
     for each statement execute function sync_facts()`,
  `create trigger candidate_syncs after update on candidate referencing old table as before new table as after
     for each statement execute function sync_candidates()`,
  `create trigger candidate_tag_syncs after insert on candidate_tag referencing new table as added
     for each statement execute function sync_tags()`,
  `create trigger connection_syncs after update of state, settings, secrets on connection
     for each row execute function sync_connection()`,
];
