import type { SuppressionView } from '@goen/contracts/public';
import { toSeqPage } from '@goen/service-kit';
import type { Database } from '@goen/service-kit/database';
import { Suppression } from '../database/suppression.ts';

type PageQuery = { readonly limit: number; readonly after: string | undefined };

/** The company's own suppressions in the order of their ids, which later ones do not disturb. */
export async function listSuppressions(orm: Database, companyId: string, { limit, after }: PageQuery) {
  const where = { companyId, ...(after === undefined ? {} : { id: { $gt: after } }) };
  const rows = await orm.em.fork().find(Suppression, where, { orderBy: { id: 'asc' }, limit: limit + 1 });
  return toSeqPage(rows, limit, toSuppressionView, ({ id }) => id);
}

const toSuppressionView = (suppression: Suppression): SuppressionView => ({
  id: suppression.id,
  person_hash: suppression.personHash,
  scope: suppression.scope,
  reason: suppression.reason,
  source: suppression.source,
  since: suppression.createdAt.toISOString(),
});
