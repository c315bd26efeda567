import { findPrefectureId, toSearchedTagId } from '@goen/case-domain/tags';
import { type Em, toSearchGrams } from '@goen/case-store';
import { type PoolQuery, tagFaultDetail } from '@goen/contracts/public';
import { toSearchWords } from '@goen/contracts/text';
import { tagKinds } from '@goen/contracts/workflow';
import { HttpProblem, type KeysetPosition, pgArray } from '@goen/service-kit';

type Condition = readonly [sql: string, ...values: unknown[]];

/** Among this many candidates a common word fills a page at once; only rarer words need the index. */
const recentCandidates = 2_000;
const newestFirst = 'last_rejected_at desc, id desc';

/** The ids of a page of the pool and one more. Throws `invalid_request` for an unknown prefecture. */
export async function findCandidateIds(
  em: Em,
  companyId: string,
  query: PoolQuery,
  after: KeysetPosition | null,
): Promise<string[]> {
  const words = toSearchWords(query.q ?? '');
  const filters = [...words.map(toWordFilter), ...toFilters(query)];
  const rest: Condition[] = [
    ['erased_at is null'],
    ...(after ? [['(last_rejected_at, id) < (?, ?)', after.at, after.id] as const] : []),
  ];
  if (words.length === 0) return selectIds(em, 'pool.own_candidate', [...rest, ...filters], query.limit);
  const recent = joinConditions(rest);
  const window = `(select * from pool.own_candidate where ${recent.sql} order by ${newestFirst} limit ${recentCandidates})`;
  const ids = await selectIds(em, `${window} recent`, filters, query.limit, recent.values);
  if (ids.length > query.limit) return ids;
  const grams: Condition = ['search_grams @> ?::int[]', pgArray(toSearchGrams(companyId, words.join(' ')))];
  return selectIds(em, 'pool.own_candidate', [...rest, grams, ...filters], query.limit);
}

async function selectIds(
  em: Em,
  from: string,
  conditions: readonly Condition[],
  limit: number,
  values: readonly unknown[] = [],
): Promise<string[]> {
  const where = joinConditions(conditions);
  const sql = `select id from ${from} where ${where.sql} order by ${newestFirst} limit ?`;
  const rows = await em.execute<{ id: string }[]>(sql, [...values, ...where.values, limit + 1]);
  return rows.map(({ id }) => id);
}

const joinConditions = (conditions: readonly Condition[]) => ({
  sql: conditions.map(([sql]) => sql).join(' and '),
  values: conditions.flatMap(([, ...values]) => values),
});

const toWordFilter = (word: string): Condition => ['search_key like ?', `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`];

function toFilters({ stage, prefecture, tag: tags = [], tag_kind: kind }: PoolQuery): Condition[] {
  const kinds = kind ? [kind] : tagKinds;
  return [
    ...(stage ? [['last_stage = ?', stage] as const] : []),
    ...(prefecture ? [['prefecture_id = ?', readPrefecture(prefecture)] as const] : []),
    ...tags.map(
      (value): Condition => [
        `id in (select candidate_id from pool.own_candidate_tag where kind = any(?)
         and (searched_id = any(?) or searched_id is null and value_key = ?))`,
        pgArray(kinds),
        pgArray(kinds.map((each) => toSearchedTagId({ kind: each, value }))),
        value.normalize('NFKC').toLowerCase(),
      ],
    ),
  ];
}

function readPrefecture(text: string): string {
  const id = findPrefectureId(text);
  if (id !== null) return id;
  const code = 'unknown_region';
  throw new HttpProblem('invalid_request', {
    errors: [{ pointer: '/prefecture', code, detail: tagFaultDetail(code) }],
  });
}
