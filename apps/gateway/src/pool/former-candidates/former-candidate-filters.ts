import { toTokyoDate } from '@goen/case-domain';
import { listNeighbouringRegions } from '@goen/case-domain/re-invitation';
import { prefectures, readTag, toSearchedTagId } from '@goen/case-domain/tags';
import type { Position } from '@goen/case-store';
import type { FormerCandidateQuery } from '@goen/contracts/public';
import { type RegionFit, reasonClasses } from '@goen/contracts/workflow';
import { HttpProblem, pgArray } from '@goen/service-kit';

/** SQL on a row of `pool.own_candidate`, with its values. */
export type Condition = readonly [sql: string, ...values: unknown[]];
/** What the row says is compared in the index; people with a tag are looked up, once for a list. */
export type Filters = { readonly columns: readonly Condition[]; readonly tags: readonly Condition[] };
export type Order = 'newest_first' | 'oldest_first';

const stagesFurthestFirst = ['final', 'interview', 'documents', 'other'] as const;
const regionsNearestFirst = ['same', 'neighbour', 'elsewhere', 'unknown'] as const;

/**
 * A sort is a sequence of groups, each ordered by the latest rejection: read one after the other, every page is as short
 * as its rows. Throws `invalid_request` for an unknown sort.
 */
export function toSortGroups(sort: string, position: Position): { groups: readonly Condition[]; order: Order } {
  const order = sort === 'oldest' ? ('oldest_first' as const) : ('newest_first' as const);
  if (sort === 'last_rejected_at' || sort === 'oldest') return { groups: [['true']], order };
  if (sort === 'stage') return { groups: stagesFurthestFirst.map((stage) => ['last_stage = ?', stage]), order };
  if (sort === 'reason') return { groups: reasonClasses.map((name) => ['last_reason_class = ?', name]), order };
  if (sort === 'region') {
    return {
      groups: position.regionIds.length === 0 ? [['true']] : regionsNearestFirst.map(toRegion(position)),
      order,
    };
  }
  const tag = toTagCondition(position, sort, '/sort');
  return { groups: [tag, negate(tag)], order };
}

/** The filters of a query. Throws `invalid_request` for a tag that the position does not ask for. */
export function toFilters(query: FormerCandidateQuery, position: Position, now: Date): Filters {
  const { meets = [], lacks = [], region, stage, reason, rejected_from: from, rejected_before: before } = query;
  return {
    columns: [
      ...(stage ? [['last_stage = any(?::text[])', pgArray(stage)] as const] : []),
      ...(reason ? [['last_reason_class = any(?::text[])', pgArray(reason)] as const] : []),
      ...(query.may_be_invited === 'true'
        ? [['(invitable_from is null or invitable_from <= ?::date)', toTokyoDate(now.getTime())] as const]
        : []),
      ...(from ? [["last_rejected_at >= ?::date::timestamp at time zone 'Asia/Tokyo'", from] as const] : []),
      ...(before ? [["last_rejected_at < ?::date::timestamp at time zone 'Asia/Tokyo'", before] as const] : []),
    ],
    tags: [
      ...meets.map((id) => toTagCondition(position, id, '/meets')),
      ...lacks.map((id) => negate(toTagCondition(position, id, '/lacks'))),
      ...(region ? [anyOf(region.map(toRegion(position)))] : []),
    ],
  };
}

export const joinConditions = (conditions: readonly Condition[]) => ({
  sql: conditions.map(([sql]) => `(${sql})`).join(' and '),
  values: conditions.flatMap(([, ...values]) => values),
});

const negate = ([sql, ...values]: Condition): Condition => [`(${sql}) is not true`, ...values];
const anyOf = (conditions: readonly Condition[]): Condition => [
  conditions.map(([sql]) => `(${sql})`).join(' or ') || 'true',
  ...conditions.flatMap(([, ...values]) => values),
];

/** Any name of a skill counts: all have one searched id. */
function toTagCondition(position: Position, id: string, pointer: string): Condition {
  const asked = position.tags.find((tag) => {
    const reading = readTag(tag, true);
    return tag.need !== 'region' && reading.kind === 'read' && reading.id === id;
  });
  if (asked === undefined) {
    const detail = 'Use a tag that the position asks for, by its id, or a sort that is documented.';
    throw new HttpProblem('invalid_request', { errors: [{ pointer, code: 'unknown_requirement', detail }] });
  }
  return isTagged([toSearchedTagId(asked)]);
}

/** `is true` keeps the planner, which cannot know how common a tag is in a company, from starting at the tag. */
const isTagged = (searchedIds: readonly string[]): Condition => [
  '(id in (select candidate_id from pool.own_candidate_tag where searched_id = any(?::text[]))) is true',
  pgArray(searchedIds),
];
const livesIn = (regions: readonly string[]): Condition => {
  const [tagged, ...values] = isTagged(regions);
  const prefectures = regions.map((region) => region.slice('region:'.length));
  return [`(prefecture_id = any(?::text[])) is true or ${tagged}`, pgArray(prefectures), ...values];
};
const hasRegion = anyOf([['prefecture_id is not null'], isTagged(prefectures.map(({ id }) => `region:${id}`))]);

const toRegion =
  ({ regionIds }: Position) =>
  (fit: RegionFit): Condition => {
    const same = livesIn(regionIds);
    const near = livesIn(listNeighbouringRegions(regionIds));
    const rest = [negate(same), negate(near)];
    const conditions = {
      same: [same],
      neighbour: [negate(same), near],
      elsewhere: [...rest, hasRegion],
      unknown: [...rest, negate(hasRegion)],
    }[fit];
    const { sql, values } = joinConditions(conditions);
    return [sql, ...values];
  };
