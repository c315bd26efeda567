import type { AddressState } from '@goen/contracts/workflow';
import { pgArray } from '@goen/service-kit';
import { Candidate, CandidateAlias } from './entities/candidate.ts';
import { FollowUpCase } from './entities/case.ts';
import type { Em } from './sessions.ts';

/** The candidate that a source knows by this id or by an alias; null when there is none. */
export async function findCandidate(
  em: Em,
  of: { readonly companyId: string; readonly sourceKey: string; readonly remoteId: string },
): Promise<Candidate | null> {
  const alias = await em.findOne(CandidateAlias, of);
  return em.findOne(Candidate, alias ? { id: alias.candidateId } : { ...of, mergedInto: null });
}

/** The candidate's open case, else their latest: lists show it, and events are recorded on it. */
export async function findCurrentCase(em: Em, candidateId: string): Promise<FollowUpCase | null> {
  const [current] = await em.find(
    FollowUpCase,
    { candidateId },
    { orderBy: [{ state: 'desc' }, { openedAt: 'desc' }, { id: 'desc' }], limit: 1 },
  );
  return current ?? null;
}

/** What is known of the candidates' addresses; only of those that are not simply theirs. */
export async function findAddressStates(
  em: Em,
  candidateIds: readonly string[],
): Promise<ReadonlyMap<string, AddressState>> {
  const rows = await em.execute<{ id: string; address_state: AddressState }[]>(
    'select id, address_state from candidate where id = any(?::uuid[]) and address_state is not null',
    [pgArray(candidateIds)],
  );
  return new Map(rows.map((row) => [row.id, row.address_state]));
}

/** Each given candidate and those merged into them, mapped to the given candidate: their facts belong together. */
export async function findMergedCandidates(em: Em, candidateIds: readonly string[]): Promise<Map<string, string>> {
  const merged = await em.find(Candidate, { mergedInto: { $in: [...candidateIds] } }, { fields: ['mergedInto'] });
  return new Map([
    ...candidateIds.map((id) => [id, id] as const),
    ...merged.map(({ id, mergedInto }) => [id, mergedInto ?? id] as const),
  ]);
}
