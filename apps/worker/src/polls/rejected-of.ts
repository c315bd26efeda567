import { type Em, Rejection, UnRejection } from '@goen/case-store';

type Of = { readonly companyId: string; readonly sourceKey: string; readonly remoteIds: readonly string[] };

/** When each of these applications was rejected last, those that were not taken back since. */
export async function rejectedOf(em: Em, { companyId, sourceKey, remoteIds }: Of): Promise<ReadonlyMap<string, Date>> {
  const which = { companyId, sourceKey, remoteId: { $in: [...remoteIds] } };
  const rejections = await em.find(Rejection, which, { orderBy: { rejectedAt: 'asc' } });
  const taken = await em.find(UnRejection, which);
  const last = new Map(rejections.map(({ remoteId, rejectedAt }) => [remoteId, rejectedAt]));
  for (const { remoteId, occurredAt } of taken) {
    const rejectedAt = last.get(remoteId);
    if (rejectedAt && occurredAt > rejectedAt) last.delete(remoteId);
  }
  return last;
}
