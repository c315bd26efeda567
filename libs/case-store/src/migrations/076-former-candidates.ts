import { Migration } from '@mikro-orm/migrations';

/** The pool beside an opening: by stage and by reason as by date, each from an index alone. */
export class FormerCandidates extends Migration {
  override up(): void {
    for (const statement of [column, ...indexes, view]) this.addSql(statement);
  }
}

// Null where no case was evaluated since: such people are looked at one by one.
const column = 'alter table candidate add column invitable_from date';

const indexes = [
  'drop index candidate_page',
  `create index candidate_page on candidate (company_id, last_rejected_at desc, id desc)
     include (last_stage, prefecture_id, erased_at, result_only, keep_until, last_reason_class, invitable_from)`,
  `create index candidate_by_stage on candidate (company_id, last_stage, last_rejected_at desc, id desc)
     include (prefecture_id, erased_at, result_only, last_reason_class, invitable_from)`,
  `create index candidate_by_reason on candidate (company_id, last_reason_class, last_rejected_at desc, id desc)
     include (prefecture_id, erased_at, result_only, last_stage, invitable_from)`,
];

const view = `create or replace view pool.own_candidate as
  select id, company_id, last_stage, last_rejected_at, erased_at, prefecture_id, search_grams,
    coalesce(name_key, '') || ' ' || coalesce(job_key, '') as search_key, keep_until, result_only, last_reason_class,
    invitable_from
  from candidate where company_id = (select app_company())`;
