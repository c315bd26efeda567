import { Migration } from '@mikro-orm/migrations';

/** When a person joined through an introduction, and whether they were still employed half a year later. */
export class HiresThroughIntroductions extends Migration {
  override up(): void {
    for (const statement of [...columns, ...indexes, ...view]) this.addSql(statement);
  }
}

const columns = [
  `alter table introduction add column joined_on date,
     add column contract_term text check (contract_term in ('indefinite', 'fixed')), add column employment jsonb`,
  // Until now nobody was asked when a person joined: the date of the report is the best that is known.
  `update introduction set joined_on = (
     select min(at at time zone 'Asia/Tokyo')::date from introduction_fact
     where introduction_id = introduction.id and kind = 'company.reported' and data ->> 'report' = 'hired')
   where report = 'hired'`,
];

const indexes = [
  'create index introduction_hired_person on introduction (person_hash) where joined_on is not null',
  'create index introduction_hired_candidate on introduction (candidate_id) where joined_on is not null',
  `create index introduction_question on introduction (next_step_at, id)
     where ended = 'hired' and next_step_at is not null`,
];

/**
 * 転職勧奨の禁止: a company learns here of its own candidates only, and only when they joined: not where, and not through
 * whom. Any address counts that both sides know of the person.
 */
const view = [
  `create view pool.own_relay_hire as
     select own.candidate_id, hire.joined_on from candidate_address own
     join introduction hire on hire.person_hash = own.person_hash
     where hire.joined_on is not null and own.company_id = (select app_company())
     union all
     select own.candidate_id, hire.joined_on from candidate_address own
     join candidate_address other on other.person_hash = own.person_hash
     join introduction hire on hire.candidate_id = other.candidate_id
     where hire.joined_on is not null and own.company_id = (select app_company())`,
  'grant select on pool.own_relay_hire to cases_app',
];
