import { Migration } from '@mikro-orm/migrations';
import { fillReasonClasses } from '../fill-reason-classes.ts';
import { ownRowsPolicies } from './policies.ts';

/** Re-invitations of former candidates, the wording of each opening, and when a recruiter comes back to a person. */
export class ReInvitations extends Migration {
  override async up(): Promise<void> {
    for (const statement of [...tables, ...indexes, ...rights, ...outbox, ...columns, ...notes]) {
      await this.execute(statement);
    }
    await fillReasonClasses((sql, values) => this.execute(sql, values));
  }
}

const tables = [
  `create table re_invitation (
    id uuid primary key, company_id uuid not null references company, position_id uuid not null references position,
    candidate_id uuid not null references candidate, case_id uuid not null references follow_up_case,
    about jsonb not null, job_name text, applied_on date, owner jsonb not null, created_by text not null,
    state text not null check (state in ('planned', 'sent', 'interested', 'closed')), ended text,
    sent_at timestamptz(3), reminded_at timestamptz(3), answer text, answered_at timestamptz(3), ask_again_on date,
    due_on date, reply text, replied_at timestamptz(3), reapplied_at timestamptz(3), closed_at timestamptz(3),
    next_step text not null, next_step_at timestamptz(3), created_at timestamptz(3) not null)`,
  `create table re_invitation_fact (
    seq bigint generated always as identity primary key, company_id uuid not null references company,
    re_invitation_id uuid not null references re_invitation on delete cascade, kind text not null,
    at timestamptz(3) not null, data jsonb not null, dedupe_key text,
    constraint re_invitation_fact_once unique (re_invitation_id, dedupe_key))`,
  `create table invitation_wording (
    position_id uuid not null references position, locale text not null check (locale in ('ja', 'en')),
    company_id uuid not null references company, subject text, body text, what_is_new text not null,
    saved_by text not null, saved_at timestamptz(3) not null, primary key (position_id, locale))`,
  `create table revisit (
    candidate_id uuid primary key references candidate, company_id uuid not null references company,
    revisit_on date not null, note text, saved_by text not null, saved_at timestamptz(3) not null)`,
];

const indexes = [
  // A person is asked about one opening at a time.
  `create unique index re_invitation_one_open on re_invitation (candidate_id) where state <> 'closed'`,
  'create index re_invitation_page on re_invitation (company_id, created_at desc, id desc)',
  'create index re_invitation_position on re_invitation (position_id, created_at desc)',
  'create index re_invitation_candidate on re_invitation (candidate_id, sent_at)',
  'create index re_invitation_case on re_invitation (case_id)',
  `create index re_invitation_running on re_invitation (next_step_at) where state <> 'closed'`,
  `create index re_invitation_closed on re_invitation (company_id, closed_at) where state = 'closed'`,
  `create index re_invitation_interest on re_invitation (company_id, due_on) where state = 'interested'`,
  'create index re_invitation_fact_of on re_invitation_fact (re_invitation_id, seq)',
  'create index revisit_page on revisit (company_id, revisit_on, candidate_id)',
];

const counted = {
  re_invitation: 'id, company_id, state, closed_at',
  revisit: 'candidate_id, company_id, revisit_on',
};
const rights = [
  ...ownRowsPolicies('re_invitation'),
  ...ownRowsPolicies('re_invitation_fact', 'select, insert'),
  ...ownRowsPolicies('invitation_wording'),
  ...ownRowsPolicies('revisit'),
  // The relay's round wakes those whose workflow was lost.
  'grant select (id, company_id, state, next_step_at) on re_invitation to cases_relay',
  'create policy relay on re_invitation for select to cases_relay using (true)',
  // What the operator's preview of a purge counts.
  ...Object.entries(counted).flatMap(([table, names]) => [
    `grant select (${names}) on ${table} to cases_operator`,
    `create policy operator on ${table} for select to cases_operator using (true)`,
  ]),
];

const outbox = [
  'alter table outbox add column re_invitation_id uuid references re_invitation on delete cascade',
  'alter table outbox drop constraint outbox_kind_check',
  `alter table outbox add constraint outbox_kind_check check (
    (kind in ('start', 'nudge') and case_id is not null) or (kind = 'introduction' and introduction_id is not null)
    or kind = 'match' or (kind = 'connection' and connection_id is not null) or (kind = 'import' and import_id is not null)
    or (kind = 're_invitation' and re_invitation_id is not null))`,
  'create index outbox_re_invitation on outbox (re_invitation_id) where re_invitation_id is not null',
];

/** Filled by intake and, for what an older version wrote, by the list that needs it. */
const columns = [
  'alter table candidate add column last_reason_class text',
  `create index candidate_reason_unfilled on candidate (company_id) where last_reason_class is null and erased_at is null`,
];

/** An answer becomes a note in the company's CRMs, like the facts that `sync_facts` notes. */
const notes = [
  `create function sync_answers() returns trigger language plpgsql set search_path = public, pg_temp as $$ begin
     if not exists (select 1 from added where kind = 're_invitation.answered') then return null; end if;
     insert into sync_record as r (connection_id, candidate_id, company_id, state, due_at)
       select target.connection_id, fact.candidate_id, target.company_id, 'pending', now()
       from (select distinct company_id, candidate_id from added where kind = 're_invitation.answered') fact
       join sync_target target using (company_id)
       where target.reach = 'all' or exists (select 1 from application a
         where a.candidate_id = fact.candidate_id and a.source_key = 'connection:' || target.connection_id)
       order by 1, 2
     on conflict (connection_id, candidate_id) do update set version = r.version + 1, state = 'pending',
       attempts = case when r.state = 'pending' then r.attempts else 0 end,
       failing_since = case when r.state = 'pending' then r.failing_since end,
       due_at = case when r.state = 'pending' then r.due_at else excluded.due_at end
       where r.state <> 'erased';
     insert into sync_note (connection_id, candidate_id, company_id, fact_seq)
       select r.connection_id, r.candidate_id, r.company_id, fact.seq
       from added fact join sync_record r using (candidate_id)
       where fact.kind = 're_invitation.answered' and r.state <> 'erased';
     return null;
   end $$`,
  `create trigger fact_answers_sync after insert on fact referencing new table as added
     for each statement execute function sync_answers()`,
];
