import type { SuppressionView } from '@goen/contracts/public';
import { HttpProblem, toSeqPage } from '@goen/service-kit';
import type { Database } from '@goen/service-kit/database';
import { z } from 'zod';
import { Suppression } from '../database/suppression.ts';

type PageQuery = { readonly limit: number; readonly cursor: string | undefined };

/** The company's own suppressions in the order of their ids, which later ones do not disturb. */
export async function listSuppressions(orm: Database, companyId: string, { limit, cursor }: PageQuery) {
  const after = z.uuid().optional().safeParse(cursor);
  if (!after.success) throw new HttpProblem('invalid_cursor');
  const where = { companyId, ...(after.data === undefined ? {} : { id: { $gt: after.data } }) };
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
