import { Migration } from '@mikro-orm/migrations';
import { ownRowsPolicies } from './policies.ts';

/** What a report counts, per day: a year of a hundred thousand cases is read without its facts. */
export class ReportDays extends Migration {
  override up(): void {
    for (const statement of [
      ...tables,
      ...Object.entries(rights).flatMap(([table, privileges]) => ownRowsPolicies(table, privileges)),
      ...regrouping,
    ])
      this.addSql(statement);
  }
}

const rights = {
  report_progress: 'select, insert, update',
  report_day: 'select, insert, update, delete',
  report_person: 'select, insert, delete',
  report_regrouped: 'select, insert, delete',
};

const counts = [
  'rejections',
  'mails_sent',
  'mails_bounced',
  'relay_invitations',
  'relay_consents',
  'relay_withdrawals',
  'referrals',
  'referral_reversals',
  'reapplications',
  'hires_after_reapplying',
  'introductions_asked',
  'introductions_accepted',
  'introduction_hires',
];

const tables = [
  // Facts up to the counted ones are in the days. Those after them are counted again by each report, until every
  // transaction that may still write an earlier one has ended.
  `create table report_progress (
    company_id uuid primary key references company, counted_seq bigint not null, counted_introduction_seq bigint not null,
    pending_seq bigint not null, pending_introduction_seq bigint not null, pending_until bigint not null)`,
  `create table report_day (
    company_id uuid not null references company, day date not null, stage text not null, job text not null,
    ${counts.map((name) => `${name} int not null default 0`).join(', ')}, primary key (company_id, day, stage, job))`,
  // Who consented, or was invited more than once: everybody else is one of the day's invitations.
  `create table report_person (
    company_id uuid not null references company, candidate_id uuid not null references candidate, invited date[] not null,
    consented date[] not null, primary key (company_id, candidate_id))`,
  `create table report_regrouped (
    company_id uuid not null references company, case_id uuid not null references follow_up_case,
    primary key (company_id, case_id))`,
];

/** Facts belong to the stage and the person of their case as it is now, which a merge changes without a fact. */
const regrouping = [
  'grant select on sequence fact_seq_seq, introduction_fact_seq_seq to cases_app',
  `create function regroup_report() returns trigger language plpgsql set search_path = public, pg_temp as $$ begin
     insert into report_regrouped values (new.company_id, new.id) on conflict do nothing;
     return null;
   end $$`,
  `create trigger case_regrouped after update of stage, candidate_id on follow_up_case for each row
     when ((old.stage, old.candidate_id) is distinct from (new.stage, new.candidate_id))
     execute function regroup_report()`,
];
