import { Migration } from '@mikro-orm/migrations';

/** Until when a candidate is kept, and who is kept for the result only: not in the pool, and in no CRM. */
export class KeepUntil extends Migration {
  override up(): void {
    for (const statement of [...columns, ...lists, ...sync]) this.addSql(statement);
  }
}

const columns = [
  `alter table candidate add column keep_until date, add column result_only boolean not null default false,
     add column keeping_stated_at timestamptz(3),
     add column erased_because text check (erased_because in ('kept_no_longer'))`,
  'alter table follow_up_case add column note_missing boolean not null default false',
];

/** Rows are filtered in the index, in the order of the list. */
const lists = [
  'drop index candidate_page',
  `create index candidate_page on candidate (company_id, last_rejected_at desc, id desc)
     include (last_stage, prefecture_id, erased_at, result_only, keep_until)`,
  `create index candidate_leaving on candidate (company_id, keep_until)
     where erased_at is null and merged_into is null`,
  `create or replace view pool.own_candidate as
     select id, company_id, last_stage, last_rejected_at, erased_at, prefecture_id, search_grams,
       coalesce(name_key, '') || ' ' || coalesce(job_key, '') as search_key, keep_until, result_only
     from candidate where company_id = (select app_company())`,
];

const syncedKinds = [
  'rejection.reported',
  'application.unrejected',
  'candidate.reapplied',
  'candidate.hired',
  'candidate.offer_ended',
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
  'case.reopened',
  'referral.made',
  'referral.reversed',
  'keeping.renewed',
];
const isSynced = `kind in (${syncedKinds.map((kind) => `'${kind}'`).join(', ')})`;
const reaches = (candidate: string) => `(target.reach = 'all' or exists (select 1 from application a
  where a.candidate_id = ${candidate} and a.source_key = 'connection:' || target.connection_id))`;

const again = `version = r.version + 1, state = 'pending',
  attempts = case when r.state = 'pending' then r.attempts else 0 end,
  failing_since = case when r.state = 'pending' then r.failing_since end`;
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
const compare = (of: string) => `(${compared.map((name) => `${of}.${name}`).join(', ')})`;

const sync = [
  // As before, without those who are kept for the result only.
  `create or replace function sync_facts() returns trigger language plpgsql set search_path = public, pg_temp as $$ begin
     if not exists (select 1 from sync_target where company_id in (select company_id from added)) then return null; end if;
     insert into sync_record as r (connection_id, candidate_id, company_id, state, due_at)
       select target.connection_id, fact.candidate_id, target.company_id, 'pending', now()
       from (select distinct company_id, candidate_id from added where ${isSynced}) fact
       join sync_target target using (company_id)
       join candidate k on k.id = fact.candidate_id and not k.result_only
       where ${reaches('fact.candidate_id')}
       order by 1, 2
     on conflict (connection_id, candidate_id) do update set ${again},
       due_at = case when r.state = 'pending' then r.due_at else excluded.due_at end
       where r.state <> 'erased';
     insert into sync_note (connection_id, candidate_id, company_id, fact_seq)
       select r.connection_id, r.candidate_id, r.company_id, fact.seq
       from added fact join sync_record r using (candidate_id)
       where fact.${isSynced} and r.state <> 'erased';
     return null;
   end $$`,
  // Who is kept from now on is pushed; so is who was erased because their time was over, and has applied again.
  `create or replace function sync_candidates() returns trigger language plpgsql set search_path = public, pg_temp as $$ begin
     if not exists (select 1 from sync_target where company_id in (select company_id from after)) then return null; end if;
     update sync_record r set ${again}, due_at = now()
       from after join before using (id)
       where r.candidate_id = after.id and r.state <> 'erased' and ${compare('after')} is distinct from ${compare('before')};
     update sync_record r set version = r.version + 1, state = 'pending', attempts = 0, failing_since = null, unsure = false,
         remote_id = null, addresses = null, due_at = now()
       from after join before using (id)
       where r.candidate_id = after.id and r.state = 'erased' and before.erased_at is not null and after.erased_at is null;
     insert into sync_record (connection_id, candidate_id, company_id, state, due_at)
       select target.connection_id, after.id, after.company_id, 'pending', now()
       from after join before using (id) join sync_target target on target.company_id = after.company_id
       where before.result_only and not after.result_only and after.erased_at is null and after.merged_into is null
         and ${reaches('after.id')}
       order by 1, 2
     on conflict (connection_id, candidate_id) do nothing;
     return null;
   end $$`,
];
