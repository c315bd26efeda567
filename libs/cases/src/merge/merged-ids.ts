import { randomUUID } from 'node:crypto';
import { type Candidate, CandidateAlias, type Em, findCandidate, MergedId } from '@goen/case-store';

type SourceIds = { readonly companyId: string; readonly sourceKey: string };

/** Whether merges of the source wait for a report. They seldom do. */
export const hasMerges = async (em: Em, { companyId, sourceKey }: SourceIds): Promise<boolean> =>
  (await em.findOne(MergedId, { companyId, sourceKey }, { fields: ['id'] })) !== null;

/** Forgets the merges that name one of these ids and returns them: the caller carries them out. */
export async function takeMerges(em: Em, source: SourceIds, ids: readonly string[]): Promise<MergedId[]> {
  const merges = await findMerges(em, source, ids);
  if (merges.length > 0) await em.nativeDelete(MergedId, { id: { $in: merges.map(({ id }) => id) } });
  return merges;
}

const findMerges = (em: Em, { companyId, sourceKey }: SourceIds, ids: readonly string[]): Promise<MergedId[]> =>
  em.find(MergedId, {
    companyId,
    sourceKey,
    $or: [{ remoteId: { $in: [...ids] } }, { intoRemoteId: { $in: [...ids] } }],
  });

/** The ids that mean the same people as these, directly or through other merges, and these. */
export async function findLinkedIds(em: Em, source: SourceIds, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const linked = new Set(ids);
  let before = 0;
  while (linked.size > before) {
    before = linked.size;
    for (const { remoteId, intoRemoteId } of await findMerges(em, source, [...linked])) {
      linked.add(remoteId).add(intoRemoteId);
    }
  }
  return linked;
}

/** Whoever is erased stays so under the other ids that the source has merged with theirs. */
export async function settleMerges(em: Em, candidate: Candidate, now: Date): Promise<void> {
  const aliases = await em.find(CandidateAlias, { candidateId: candidate.id });
  const known = [candidate, ...aliases];
  const { companyId, id: candidateId } = candidate;
  for (const sourceKey of new Set(known.map((row) => row.sourceKey))) {
    const own = known.filter((row) => row.sourceKey === sourceKey).map(({ remoteId }) => remoteId);
    const linked = [...(await findLinkedIds(em, { companyId, sourceKey }, own))];
    if (linked.length === new Set(own).size) continue;
    await takeMerges(em, { companyId, sourceKey }, linked);
    for (const remoteId of linked) {
      const alias = { companyId, sourceKey, remoteId };
      if (await findCandidate(em, alias)) continue;
      await em.insert(CandidateAlias, { id: randomUUID(), ...alias, candidateId, createdAt: now });
    }
  }
}
