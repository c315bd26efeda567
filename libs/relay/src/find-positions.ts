import { type MatchScore, minimalScore, scoreMatch } from '@goen/case-domain/matching';
import type { Em, PoolProfile } from '@goen/case-store';
import { hashesOfPerson, pgArray } from '@goen/case-store';

export type FoundPosition = { readonly positionId: string; readonly companyId: string; readonly score: MatchScore };

/** Of the positions that ask for anything that the candidate has, so many are scored: those open longest. */
const scoredPositions = 500;
const maxFound = 50;

type Row = {
  readonly id: string;
  readonly company_id: string;
  readonly required_ids: string[];
  readonly desired_ids: string[];
  readonly region_ids: string[];
  readonly remote: boolean;
  readonly min_years: number | null;
  readonly max_years: number | null;
};

/**
 * The open positions of other companies that a candidate of the pool fits best, of equals the one open longest, each
 * with at least the minimal score. None of a company that knows the person, that they excluded, or that they were
 * introduced to. In a session of the pool (`withPool`).
 */
export async function findPositionsFor(em: Em, profile: PoolProfile): Promise<FoundPosition[]> {
  if (profile.state === 'closed') return [];
  const { tags } = profile;
  const hashes = hashesOfPerson('?::uuid', '?::text');
  const rows = await em.execute<Row[]>(
    `select * from pool.position open
     where (required_ids || desired_ids) && ?::text[] and required_ids <@ ?::text[]
       and company_id <> ? and company_id <> all(?::uuid[])
       and not exists (select 1 from pool.known_person known
         where known.person_hash = any(${hashes}) and known.company_id = open.company_id)
       and not exists (select 1 from introduction earlier
         where (earlier.person_hash = any(${hashes}) or earlier.candidate_id = ?) and earlier.company_id = open.company_id
           and earlier.ended is distinct from 'no_credit')
     order by created_at, id limit ?`,
    [
      pgArray(tags),
      pgArray(tags),
      profile.companyId,
      pgArray(profile.excludedCompanyIds),
      profile.candidateId,
      profile.personHash,
      profile.candidateId,
      profile.personHash,
      profile.candidateId,
      scoredPositions,
    ],
  );
  const { experienceFrom: from = null, experienceTo: to = null, stage } = profile;
  const compared = { tags, experience: from === null ? null : { from, to }, stage };
  return rows
    .map((row) => ({ positionId: row.id, companyId: row.company_id, score: scoreMatch(compared, comparedOf(row)) }))
    .filter(({ score }) => score.total >= minimalScore)
    .toSorted((a, b) => b.score.total - a.score.total)
    .slice(0, maxFound);
}

const comparedOf = (row: Row) => ({
  required: row.required_ids,
  desired: row.desired_ids,
  regions: row.region_ids,
  remote: row.remote,
  minYears: row.min_years,
  maxYears: row.max_years,
});
