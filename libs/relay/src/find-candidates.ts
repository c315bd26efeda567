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
import { type PoolRow, readPool } from './read-pool.ts';

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
  /** How many profiles are looked at in all, roughly; to measure what the bound costs. */
  readonly maxLookedAt?: number;
};

const maxLimit = 50;
const defaultLookedAt = 1_000;
/** Where many fit, who scores this close to the best possible is not worth a longer search. */
const goodEnough = 0.1;

/**
 * The candidates of other companies who fit a position best, of equals the one who has waited longest, each with a
 * score of at least the minimum. Fair: nobody whom the company knows itself, whoever referred them; nobody who excluded
 * it, has an introduction open, was introduced to it before, or was introduced three times this quarter. In a session
 * of the pool (`withPool`).
 *
 * Reads all who are within reach, from the longest wait on; where they are thousands and not enough of these fit well,
 * of the others those alone who have every skill that is asked for. docs/relay.md says what that can miss.
 */
export async function findCandidatesFor(
  em: Em,
  position: MatchPosition & { readonly companyId: string },
  options: FindOptions,
): Promise<FoundCandidate[]> {
  const limit = Math.min(Math.max(1, options.limit), maxLimit);
  const maxRows = options.maxLookedAt ?? defaultLookedAt;
  const halfMonths = await waitingHalfMonths(em, options.now);
  const found = new Map<string, FoundCandidate>();
  const take = (rows: readonly PoolRow[]) => {
    for (const row of rows) {
      const candidate = foundOf(row, position);
      if (candidate.score.total >= minimalScore) found.set(row.candidate_id, candidate);
    }
  };
  const near = await readPool(em, { ...options, position, width: 'all', halfMonths, maxRows });
  take(near);
  const isWhole = (near[0]?.hits ?? maxRows) < maxRows;
  const enough = computeBestScore(position) - goodEnough;
  const good = [...found.values()].filter(({ score }) => score.total >= enough).length;
  if (!isWhole && good < limit) {
    const later = halfMonths.filter((half) => half >= (near[0]?.last_half ?? 0));
    take(await readPool(em, { ...options, position, width: 'strict', halfMonths: later, maxRows }));
  }
  return bestOf([...found.values()], limit);
}

async function waitingHalfMonths(em: Em, now: Date): Promise<number[]> {
  const [longest] = await em.execute<{ since: Date }[]>(
    'select waiting_since as since from pool.profile order by waiting_since limit 1',
  );
  return longest ? listHalfMonths(new Date(longest.since).getTime(), now.getTime()) : [];
}

function foundOf(row: PoolRow, position: MatchPosition): FoundCandidate {
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
