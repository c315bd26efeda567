import { type Em, Rejection, UnRejection } from '@goen/case-store';

type Query = { readonly companyId: string; readonly sourceKey: string; readonly remoteIds: readonly string[] };

/** Finds the latest rejection time of each application; applications that were un-rejected since are left out. */
export async function findRejected(
  em: Em,
  { companyId, sourceKey, remoteIds }: Query,
): Promise<ReadonlyMap<string, Date>> {
  const where = { companyId, sourceKey, remoteId: { $in: [...remoteIds] } };
  const rejections = await em.find(Rejection, where, { orderBy: { rejectedAt: 'asc' } });
  const unRejections = await em.find(UnRejection, where);
  const latest = new Map(rejections.map(({ remoteId, rejectedAt }) => [remoteId, rejectedAt]));
  for (const { remoteId, occurredAt } of unRejections) {
    const rejectedAt = latest.get(remoteId);
    if (rejectedAt && occurredAt > rejectedAt) latest.delete(remoteId);
  }
  return latest;
}
