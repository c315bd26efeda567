import { toTokyoDate } from '@goen/case-domain';
import {
  buildSearchGroups,
  findQuarterStartMs,
  type MatchPosition,
  type SearchWidth,
  scoreWeights,
} from '@goen/case-domain/matching';
import type { Em } from '@goen/case-store';
import { findPersonHashes } from '@goen/case-store';
import type { StageKind, TagId } from '@goen/contracts/public';
import { pgArray } from '@goen/service-kit';

/** At most this many introductions per person and calendar quarter (Tokyo), so that everybody gets a turn. */
const maxIntroductionsAQuarter = 3;

/** Of the profiles read, this many with the highest rank are returned. */
const answeredRows = 100;

export type PoolRow = {
  readonly candidate_id: string;
  readonly company_id: string;
  readonly case_id: string;
  readonly person_hash: string;
  readonly tags: TagId[];
  readonly experience_from: number | null;
  readonly experience_to: number | null;
  readonly stage: StageKind;
  readonly waiting_since: Date;
  /** How many profiles were read to find these, and the last half month that was read. */
  readonly hits: number;
  readonly last_half: number;
};

type Search = {
  readonly width: SearchWidth;
  readonly halfMonths: readonly number[];
  readonly position: MatchPosition & { readonly companyId: string };
  readonly now: Date;
  readonly exclude?: readonly string[];
  /** Companies that are not introduced to this one. */
  readonly barredCompanies?: readonly string[];
  readonly maxRows: number;
};

/**
 * Reads up to `maxRows` profiles that a search of this width matches and that have everything the position requires,
 * longest wait first. Returns the best of those whom an introduction is fair to: by a rank that orders as the score
 * does, then by the longest wait.
 */
export async function readPool(
  em: Em,
  { width, halfMonths, position, now, exclude = [], barredCompanies = [], maxRows }: Search,
): Promise<PoolRow[]> {
  const { companyId } = position;
  const rank = buildRank(position);
  const hashes = findPersonHashes('best.candidate_id', 'best.person_hash');
  const byHalf = halfMonths.map((half) => buildSearchGroups(position, width, half));
  const groups = (byHalf[0] ?? []).map((_, nth) => pgArray(byHalf.map((lists) => pgArray(lists[nth] ?? []))));
  if (groups.length === 0) return [];
  // Fairness is checked in rank order until enough pass: in subqueries, which the planner runs after every join.
  // One half month at a time (`offset 0` holds the planner to it): each reads a few short lists; the limit ends early.
  return em.execute<PoolRow[]>(
    `with hit as materialized (
       select found.*, half.half
       from unnest(?::int[], ${groups.map(() => '?::text[]').join(', ')})
         as half(half, ${groups.map((_, nth) => `g${nth}`).join(', ')})
       cross join lateral (
         select candidate_id, company_id, case_id, person_hash, tags, experience_from, experience_to, stage,
           waiting_since, ${rank.sql} as rank
         from pool.profile
         where ${groups.map((_, nth) => `keys && half.g${nth}::text[]`).join(' and ')} and tags @> ?::text[]
           and company_id <> all(?::uuid[]) and consent_expires_at > ? and (paused_until is null or paused_until <= ?)
           and not (excluded_company_ids @> ?::uuid[])
         offset 0) found
       limit ?),
     best as (select * from hit order by rank desc, waiting_since, candidate_id offset 0)
     select best.*, (select count(*)::int from hit) as hits, (select max(half) from hit) as last_half from best
     where person_hash <> all(?::text[])
       and (select count(*) from pool.known_person known
         where known.person_hash = any(${hashes}) and known.company_id = ?) = 0
       and (select coalesce(bool_and(company_id <> ? and state = 'closed'), true)
           and count(*) filter (where created_at >= ?) < ?
           and count(*) filter (where joined_on + interval '2 years' > ?::date) = 0
         from introduction earlier
         where (earlier.person_hash = any(${hashes}) or earlier.candidate_id = best.candidate_id)
           and earlier.ended is distinct from 'no_credit')
     limit ?`,
    [
      pgArray(halfMonths.map(String)),
      ...groups,
      ...rank.values,
      pgArray(position.required),
      pgArray([companyId, ...barredCompanies]),
      now,
      toTokyoDate(now.getTime()),
      pgArray([companyId]),
      maxRows,
      pgArray(exclude),
      companyId,
      companyId,
      new Date(findQuarterStartMs(now.getTime())),
      maxIntroductionsAQuarter,
      toTokyoDate(now.getTime()),
      answeredRows,
    ],
  );
}

/** Ranks the matches of one search with the weights of the score; those returned are scored exactly. */
function buildRank({ desired, required, regions, minYears, maxYears }: MatchPosition) {
  const skills = desired.filter((id) => id.startsWith('skill:') && !required.includes(id));
  const orientations = desired.filter((id) => id.startsWith('orientation:'));
  const categories = [...required, ...desired].filter((id) => id.startsWith('job_category:'));
  const has = (ids: readonly TagId[], weight: number) =>
    ids.length === 0 ? [] : [{ sql: '(tags && ?::text[])::int * ?::float8', values: [pgArray(ids), weight] }];
  const terms = [
    ...skills.flatMap((id) => has([id], scoreWeights.desired_skills / skills.length)),
    ...has(categories, scoreWeights.job_category),
    ...has(regions, scoreWeights.region / 2),
    ...has(orientations, scoreWeights.orientation),
    {
      sql: `(experience_from <= ? and coalesce(experience_to, 99) > ?)::int * ?::float8`,
      values: [maxYears ?? 99, minYears ?? 0, scoreWeights.experience],
    },
    {
      sql: `(case stage when 'final' then float8 '1' when 'interview' then 0.7 when 'documents' then 0.4 else 0.2 end) * ?::float8`,
      values: [scoreWeights.stage],
    },
  ];
  return {
    sql: terms.map(({ sql }) => `coalesce(${sql}, 0)`).join(' + '),
    values: terms.flatMap(({ values }) => values),
  };
}
