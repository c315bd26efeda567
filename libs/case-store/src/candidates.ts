import { Candidate, CandidateAlias } from './entities/candidate.ts';
import { FollowUpCase } from './entities/case.ts';
import type { Em } from './store.ts';

/** The candidate that a source knows by this id, also by a second one of theirs; null when nobody is known. */
export async function findCandidate(
  em: Em,
  of: { readonly companyId: string; readonly sourceKey: string; readonly remoteId: string },
): Promise<Candidate | null> {
  const alias = await em.findOne(CandidateAlias, of);
  return em.findOne(Candidate, alias ? { id: alias.candidateId } : { ...of, mergedInto: null });
}

/** The candidate's open case, else their latest: the one that lists show and that takes what comes in. */
export async function findCurrentCase(em: Em, candidateId: string): Promise<FollowUpCase | null> {
  const [current] = await em.find(
    FollowUpCase,
    { candidateId },
    { orderBy: [{ state: 'desc' }, { openedAt: 'desc' }, { id: 'desc' }], limit: 1 },
  );
  return current ?? null;
}

/** The rows whose standing facts are the candidate's: their own, and those found to be the same person. */
export async function findMergedCandidates(em: Em, candidateIds: readonly string[]): Promise<Map<string, string>> {
  const merged = await em.find(Candidate, { mergedInto: { $in: [...candidateIds] } }, { fields: ['mergedInto'] });
  return new Map([
    ...candidateIds.map((id) => [id, id] as const),
    ...merged.map(({ id, mergedInto }) => [id, mergedInto ?? id] as const),
  ]);
}
