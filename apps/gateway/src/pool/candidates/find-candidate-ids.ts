import { findPrefectureId, listNeighbours, toSearchedTagId } from '@goen/case-domain/tags';
import { type Em, toSearchGrams } from '@goen/case-store';
import { type PoolQuery, tagFaultDetail } from '@goen/contracts/public';
import { toSearchWords } from '@goen/contracts/text';
import { tagKinds } from '@goen/contracts/workflow';
import { HttpProblem, type KeysetPosition, pgArray } from '@goen/service-kit';

type Condition = readonly [sql: string, ...values: unknown[]];

/** Among this many candidates a common word fills a page at once; only rarer words need the index. */
const recentCandidates = 2_000;
/** A tag of fewer candidates than this leads to them; a more common one is looked up for each candidate in turn. */
const rareTagCandidates = 2_000;
const newestFirst = 'last_rejected_at desc, id desc';

/** The ids of a page of the pool and one more. Throws `invalid_request` for an unknown prefecture. */
export async function findCandidateIds(
  em: Em,
  companyId: string,
  query: PoolQuery,
  after: KeysetPosition | null,
): Promise<string[]> {
  const words = toSearchWords(query.q ?? '');
  const jobWords = toSearchWords(query.job ?? '');
  const tags = [
    ...(query.tag ?? []).map((value) => toTagRows(value, query.tag_kind)),
    ...(query.any_tag?.length ? [unite(query.any_tag.map((value) => toTagRows(value, query.tag_kind)))] : []),
  ];
  const rest: Condition[] = [
    ['erased_at is null'],
    [`id not in (select candidate_id from registration where state = 'unconfirmed')`],
    ['not result_only'],
    ...(after ? [['(last_rejected_at, id) < (?, ?)', after.at, after.id] as const] : []),
  ];
  const columns = toColumnFilters(query);
  if (words.length + jobWords.length > 0) {
    const recent = joinConditions(rest);
    const window = `(select * from pool.own_candidate where ${recent.sql} order by ${newestFirst} limit ${recentCandidates})`;
    const filters = [...words.map(toWordFilter), ...jobWords.map(toJobFilter), ...columns, ...tags.map(isTagged)];
    const ids = await selectIds(em, `${window} recent`, filters, query.limit, recent.values);
    if (ids.length > query.limit) return ids;
  }
  const grams: Condition[] =
    words.length + jobWords.length > 0
      ? [['search_grams @> ?::int[]', pgArray(toSearchGrams(companyId, [...words, ...jobWords].join(' ')))]]
      : [];
  const filters = [
    ...rest,
    ...grams,
    ...words.map(toWordFilter),
    ...jobWords.map(toJobFilter),
    ...columns,
    ...(await toTagFilters(em, tags)),
  ];
  return selectIds(em, 'pool.own_candidate', filters, query.limit);
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

const toPattern = (word: string): string => `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`;
const toWordFilter = (word: string): Condition => ['search_key like ?', toPattern(word)];
const toJobFilter = (word: string): Condition => ['job_key like ?', toPattern(word)];

/** A day in Asia/Tokyo as the instant at which it begins. */
const dayStart = "?::date::timestamp at time zone 'Asia/Tokyo'";

const toColumnFilters = (query: PoolQuery): Condition[] => {
  const { stage, reason, relay_consent: consent, prefecture, near, leaves_within_days: days } = query;
  const { rejected_from: from, rejected_before: before } = query;
  return [
    ...(days === undefined
      ? []
      : [[`keep_until <= ((now() at time zone 'Asia/Tokyo')::date + ?::int)`, days] as const]),
    ...(stage ? [['last_stage = any(?::text[])', pgArray(stage)] as const] : []),
    ...(reason ? [['last_reason_class = any(?::text[])', pgArray(reason)] as const] : []),
    ...(consent ? [['relay_consent = any(?::text[])', pgArray(consent)] as const] : []),
    ...(from ? [[`last_rejected_at >= ${dayStart}`, from] as const] : []),
    ...(before ? [[`last_rejected_at < ${dayStart}`, before] as const] : []),
    ...(prefecture
      ? [['prefecture_id = any(?::text[])', pgArray(readPrefectures(prefecture, near === 'true'))] as const]
      : []),
  ];
};

/** Candidates with at least one of several tags. */
const unite = (rows: readonly Condition[]): Condition => [
  rows.map(([sql]) => sql).join(' union all '),
  ...rows.flatMap(([, ...values]) => values),
];

/** SQL for the ids of the candidates with a tag. */
function toTagRows(value: string, kind: PoolQuery['tag_kind']): Condition {
  const kinds = kind ? [kind] : tagKinds;
  return [
    `select candidate_id from pool.own_candidate_tag where searched_id = any(?)
     union all select candidate_id from pool.own_candidate_tag
       where searched_id is null and value_key = ? and kind = any(?)`,
    pgArray(kinds.map((each) => toSearchedTagId({ kind: each, value }))),
    value.normalize('NFKC').toLowerCase(),
    pgArray(kinds),
  ];
}

/** `is true` keeps the planner, which cannot know how common a tag is in a company, from starting at the tag. */
const isTagged = ([rows, ...values]: Condition): Condition => [`(id in (${rows})) is true`, ...values];
const startsAtTag = ([rows, ...values]: Condition): Condition => [`id in (${rows})`, ...values];

async function toTagFilters(em: Em, tags: readonly Condition[]): Promise<Condition[]> {
  if (tags.length === 0) return [];
  const counts = tags.map(([rows]) => `(select count(*)::int from (${rows} limit ${rareTagCandidates}) tagged)`);
  const [row] = await em.execute<{ counts: number[] }[]>(
    `select array[${counts.join(', ')}] as counts`,
    tags.flatMap(([, ...values]) => values),
  );
  return tags.map((tag, nth) => ((row?.counts[nth] ?? 0) < rareTagCandidates ? startsAtTag(tag) : isTagged(tag)));
}

function readPrefectures(text: string, near: boolean): string[] {
  const id = findPrefectureId(text);
  if (id !== null) return near ? [id, ...listNeighbours(id)] : [id];
  const code = 'unknown_region';
  throw new HttpProblem('invalid_request', {
    errors: [{ pointer: '/prefecture', code, detail: tagFaultDetail(code) }],
  });
}
