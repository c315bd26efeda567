import { Migration } from '@mikro-orm/migrations';
import { fillSearchColumns } from '../candidate-search.ts';

/** What the pool is searched by: keys of names and jobs, ids of tags and prefectures. */
export class CandidateSearch extends Migration {
  override async up(): Promise<void> {
    for (const statement of columns) await this.execute(statement);
    await fillSearchColumns((sql, values) => this.execute(sql, values));
    for (const statement of [...indexes, ...view]) await this.execute(statement);
  }
}

const columns = [
  `alter table candidate add column name_key text, add column job_key text, add column search_grams int[],
     add column prefecture_id text`,
  'alter table candidate_tag add column searched_id text',
];

const indexes = [
  // Row-level security kept them from being used: `ilike` is not leakproof.
  'drop index candidate_text, application_job_text',
  // A search scans the pending list, so it is short.
  'create index candidate_search on candidate using gin (search_grams) with (gin_pending_list_limit = 256)',
  'create index candidate_search_unfilled on candidate (company_id) where name_key is null and erased_at is null',
  'create index candidate_tag_searched on candidate_tag (company_id, searched_id)',
];

/**
 * Neither are the operators of arrays leakproof. As in `pool`'s other views, the owner reads; here the rows of the
 * session's company only.
 */
const view = [
  `create view pool.own_candidate as
   select id, company_id, last_stage, last_rejected_at, erased_at, prefecture_id, search_grams,
     coalesce(name_key, '') || ' ' || coalesce(job_key, '') as search_key
   from candidate where company_id = app_company()`,
  // A table with row-level security in the same query would take the index from the view beside it.
  `create view pool.own_candidate_tag as
   select candidate_id, company_id, kind, value_key, searched_id from candidate_tag where company_id = app_company()`,
  'grant select on pool.own_candidate, pool.own_candidate_tag to cases_app',
];
