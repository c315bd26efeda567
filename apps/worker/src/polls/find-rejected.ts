import { cancels } from '@goen/case-domain';
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
  const accepted = new Map(rejections.map(({ remoteId, acceptedAt }) => [remoteId, acceptedAt]));
  for (const { remoteId, occurredAt, createdAt } of unRejections) {
    const rejectedAt = latest.get(remoteId);
    const acceptedAt = accepted.get(remoteId);
    if (!rejectedAt || !acceptedAt) continue;
    if (cancels(occurredAt.getTime(), rejectedAt.getTime(), createdAt > acceptedAt)) latest.delete(remoteId);
  }
  return latest;
}
