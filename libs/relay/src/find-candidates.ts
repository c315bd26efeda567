import {
  computeBestScore,
  listHalfMonths,
  type MatchPosition,
  type MatchScore,
  minimalScore,
  scoreMatch,
} from '@goen/case-domain/matching';
import type { Em } from '@goen/case-store';
import type { StageKind } from '@goen/contracts/public';
import { readBarredCompanies } from './read-barred-companies.ts';
import { type PoolRow, readPool } from './read-pool.ts';

export type FoundCandidate = {
  readonly candidateId: string;
  /** The company that referred the candidate, and the case with the referral. */
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
  /** Hashes of persons to leave out. */
  readonly exclude?: readonly string[];
  /** Roughly how many profiles are read in total; tests lower it. */
  readonly maxLookedAt?: number;
};

const maxLimit = 50;
const defaultLookedAt = 1_000;
/** Close enough to the best possible score to end a search among many matches. */
const goodEnough = 0.1;

/**
 * The best candidates of other companies for a position, longest wait first among equals, each with at least the
 * minimal score. Left out: persons the company knows itself or who excluded it, who have an open introduction, were
 * introduced to it before or three times this quarter, or joined a company through an introduction in the last two years.
 * In a session of the pool (`withPool`).
 *
 * Reads everybody within reach, longest wait first. Among thousands without enough good matches it goes on with those
 * who have every desired skill only; docs/relay.md says what that can miss.
 */
export async function findCandidatesFor(
  em: Em,
  position: MatchPosition & { readonly companyId: string },
  options: FindOptions,
): Promise<FoundCandidate[]> {
  const limit = Math.min(Math.max(1, options.limit), maxLimit);
  const maxRows = options.maxLookedAt ?? defaultLookedAt;
  const halfMonths = await waitingHalfMonths(em, options.now);
  const barredCompanies = await readBarredCompanies(em, position.companyId);
  const candidates = new Map<string, FoundCandidate>();
  const take = (rows: readonly PoolRow[]) => {
    for (const row of rows) {
      const candidate = toFoundCandidate(row, position);
      if (candidate.score.total >= minimalScore) candidates.set(row.candidate_id, candidate);
    }
  };
  const near = await readPool(em, { ...options, position, width: 'all', halfMonths, maxRows, barredCompanies });
  take(near);
  const isWhole = (near[0]?.hits ?? maxRows) < maxRows;
  const enough = computeBestScore(position) - goodEnough;
  const good = [...candidates.values()].filter(({ score }) => score.total >= enough).length;
  if (!isWhole && good < limit) {
    const later = halfMonths.filter((half) => half >= (near[0]?.last_half ?? 0));
    take(await readPool(em, { ...options, position, width: 'strict', halfMonths: later, maxRows, barredCompanies }));
  }
  return pickBest([...candidates.values()], limit);
}

async function waitingHalfMonths(em: Em, now: Date): Promise<number[]> {
  const [longest] = await em.execute<{ since: Date }[]>(
    'select waiting_since as since from pool.profile order by waiting_since limit 1',
  );
  return longest ? listHalfMonths(new Date(longest.since).getTime(), now.getTime()) : [];
}

function toFoundCandidate(row: PoolRow, position: MatchPosition): FoundCandidate {
  const { experience_from: from, experience_to: to, stage, tags } = row;
  return {
    candidateId: row.candidate_id,
    referrerId: row.company_id,
    caseId: row.case_id,
    personHash: row.person_hash,
    stage,
    tags,
    score: scoreMatch({ tags, experience: from === null ? null : { from, to }, stage }, position),
    waitingSince: new Date(row.waiting_since),
  };
}

/** A person referred by two companies counts once. */
function pickBest(candidates: readonly FoundCandidate[], limit: number): FoundCandidate[] {
  const ranked = candidates.toSorted(
    (a, b) =>
      b.score.total - a.score.total ||
      a.waitingSince.getTime() - b.waitingSince.getTime() ||
      (a.candidateId < b.candidateId ? -1 : 1),
  );
  const persons = new Set<string>();
  return ranked.filter(({ personHash }) => !persons.has(personHash) && persons.add(personHash)).slice(0, limit);
}
