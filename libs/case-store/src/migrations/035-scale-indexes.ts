import { Migration } from '@mikro-orm/migrations';

/** Indexes that hold with a million cases of a few hundred companies. */
export class ScaleIndexes extends Migration {
  override up(): void {
    for (const statement of [...lists, ...hashes]) this.addSql(statement);
  }
}

/** Rows are filtered in the index, in the order of the list: a rare stage or prefecture reads no other rows. */
const lists = [
  'drop index candidate_page',
  `create index candidate_page on candidate (company_id, last_rejected_at desc, id desc)
     include (last_stage, prefecture_id, erased_at)`,
  'drop index candidate_tag_searched',
  'create index candidate_tag_searched on candidate_tag (company_id, searched_id) include (candidate_id)',
  'drop index case_page',
  `create index case_page on follow_up_case (company_id, opened_at desc, id desc) include (state, stage, next_step)`,
];

/**
 * `&&` is not leakproof: under row-level security it reads every row instead of an index. As in the other views of `pool`,
 * the owner reads and writes; here the rows of the session's company only.
 */
const ownRows = (table: string) =>
  `create view pool.own_${table} as select * from ${table} where company_id = (select app_company())`;
const hashes = [
  ...['file_import_row', 'hook_delivery', 'offer'].map(ownRows),
  'grant select, delete on pool.own_file_import_row, pool.own_offer to cases_app',
  'grant select, update (request) on pool.own_hook_delivery to cases_app',
];
