import { tokyoDate } from '@goen/case-domain';
import {
  type MatchPosition,
  type MatchScore,
  matchScore,
  minimalScore,
  quarterStartMs,
  type SearchKey,
  type SearchTier,
  searchTiers,
  tagsAmong,
  waitSpans,
} from '@goen/case-domain/matching';
import type { StageKind } from '@goen/contracts';
import { pgArray } from './pg-array.ts';
import type { Em } from './store.ts';

/** A person is put before this many companies a calendar quarter (Tokyo), so that introductions go round. */
export const maxIntroductionsAQuarter = 3;

export type FoundCandidate = {
  readonly candidateId: string;
  /** Who referred the candidate, and the case whose referral stands. */
  readonly referrerId: string;
  readonly caseId: string;
  readonly personHash: string;
  readonly stage: StageKind;
  readonly tags: readonly string[];
  readonly score: MatchScore;
  readonly waitingSince: Date;
};

export type FindOptions = {
  /** At most, 1 to 50. */
  readonly limit: number;
  readonly now: Date;
  /** Hashes of persons that are not asked for. */
  readonly exclude?: readonly string[];
};

/** Up to this many rows a tier is read whole; a tier with more is gone through from the longest wait on. */
const denseRows = 2_000;
/** Of the longest waiting in a tier: so many are checked for fairness, so many scored. */
const checkedRows = 400;
const scoredRows = 200;
const maxLimit = 50;

/**
 * The candidates of other companies who fit a position best, of equals the one who has waited longest, each with a
 * score of at least the minimum. Fair: nobody whom the company knows itself, whoever referred them; nobody who excluded
 * it, has an introduction open, was introduced to it before, or was introduced three times this quarter. In a session
 * of the pool (`withPool`).
 *
 * Bounded, and by indexes: tiers from the full fit on until enough are found. At worst one is missed who scores higher
 * by what the tiers had given up by then (docs/relay.md); nobody is missed while a tier is read whole.
 */
export async function findCandidatesFor(
  em: Em,
  position: MatchPosition & { readonly companyId: string },
  options: FindOptions,
): Promise<FoundCandidate[]> {
  const limit = Math.min(Math.max(1, options.limit), maxLimit);
  const found = new Map<string, FoundCandidate>();
  for (const tier of searchTiers(position)) {
    for (const row of await candidatesOf(em, tier, position.companyId, { ...options, limit })) {
      if (found.has(row.candidate_id)) continue;
      const candidate = foundOf(row, position);
      if (candidate.score.total >= minimalScore) found.set(row.candidate_id, candidate);
    }
    if (found.size >= limit) break;
  }
  return bestOf([...found.values()], limit);
}

/** A person whom two companies referred is one. */
function bestOf(found: readonly FoundCandidate[], limit: number): FoundCandidate[] {
  const ranked = found.toSorted(
    (a, b) =>
      b.score.total - a.score.total ||
      a.waitingSince.getTime() - b.waitingSince.getTime() ||
      (a.candidateId < b.candidateId ? -1 : 1),
  );
  const persons = new Set<string>();
  return ranked.filter(({ personHash }) => !persons.has(personHash) && persons.add(personHash)).slice(0, limit);
}

type Row = {
  readonly candidate_id: string;
  readonly company_id: string;
  readonly case_id: string;
  readonly person_hash: string;
  readonly keys: SearchKey[];
  readonly experience_from: number | null;
  readonly experience_to: number | null;
  readonly stage: StageKind;
  readonly waiting_since: Date;
  readonly hits: number;
};

function foundOf(row: Row, position: MatchPosition): FoundCandidate {
  const { experience_from: from, experience_to: to, stage } = row;
  const tags = tagsAmong(row.keys);
  return {
    candidateId: row.candidate_id,
    referrerId: row.company_id,
    caseId: row.case_id,
    personHash: row.person_hash,
    stage,
    tags,
    score: matchScore({ tags, experience: from === null ? null : { from, to }, stage }, position),
    waitingSince: new Date(row.waiting_since),
  };
}

/** Whom a tier has to offer: all of them, or of very many those who have waited longest. */
async function candidatesOf(em: Em, tier: SearchTier, companyId: string, options: FindOptions): Promise<Row[]> {
  const few = await read(em, tier, companyId, options, denseRows + 1);
  if ((few[0]?.hits ?? 0) <= denseRows) return few;
  const [longest] = await em.execute<{ since: Date }[]>(
    'select waiting_since as since from pool.profile order by waiting_since limit 1',
  );
  const rows: Row[] = [];
  for (const span of waitSpans(new Date(longest?.since ?? options.now).getTime(), options.now.getTime())) {
    rows.push(...(await read(em, { ...tier, anyOf: [...tier.anyOf, span] }, companyId, options, null)));
    if (rows.length >= options.limit) break;
  }
  return rows;
}

async function read(
  em: Em,
  { all, anyOf }: SearchTier,
  companyId: string,
  { now, exclude = [] }: FindOptions,
  maxHits: number | null,
): Promise<Row[]> {
  const conditions = [
    ...(all.length > 0 ? [{ sql: 'keys @> ?::text[]', value: pgArray(all) }] : []),
    ...anyOf.map((keys) => ({ sql: 'keys && ?::text[]', value: pgArray(keys) })),
  ];
  return em.execute<Row[]>(
    `with hit as materialized (
       select candidate_id, company_id, case_id, person_hash, keys, experience_from, experience_to, stage, waiting_since
       from pool.profile
       where ${conditions.map(({ sql }) => sql).join(' and ')}
         and company_id <> ? and consent_expires_at > ? and (paused_until is null or paused_until <= ?)
         and not (excluded_company_ids @> ?::uuid[])
       limit ?),
     longest as materialized (select * from hit order by waiting_since, candidate_id limit ?)
     select longest.*, (select count(*)::int from hit) as hits from longest
     where person_hash <> all(?::text[])
       and not exists (select 1 from pool.known_person known
         where known.person_hash = longest.person_hash and known.company_id = ?)
       and not exists (select 1 from introduction earlier
         where earlier.person_hash = longest.person_hash and (earlier.company_id = ? or earlier.state <> 'closed'))
       and (select count(*) from introduction recent
         where recent.person_hash = longest.person_hash and recent.created_at >= ?) < ?
     order by waiting_since, candidate_id limit ?`,
    [
      ...conditions.map(({ value }) => value),
      companyId,
      now,
      tokyoDate(now.getTime()),
      pgArray([companyId]),
      maxHits,
      checkedRows,
      pgArray(exclude),
      companyId,
      companyId,
      new Date(quarterStartMs(now.getTime())),
      maxIntroductionsAQuarter,
      scoredRows,
    ],
  );
}
