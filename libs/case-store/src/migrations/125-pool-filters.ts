import { Migration } from '@mikro-orm/migrations';

/** The pool by consent, and by the names of jobs alone. */
export class PoolFilters extends Migration {
  override up(): void {
    this.addSql(`create or replace view pool.own_candidate as
      select id, company_id, last_stage, last_rejected_at, erased_at, prefecture_id, search_grams,
        coalesce(name_key, '') || ' ' || coalesce(job_key, '') as search_key, keep_until, result_only, last_reason_class,
        invitable_from, relay_consent, coalesce(job_key, '') as job_key
      from candidate where company_id = (select app_company())`);
  }
}
