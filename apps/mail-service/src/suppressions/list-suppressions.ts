import type { SuppressionView } from '@goen/contracts/public';
import { Suppression } from '../database/suppression.ts';
import type { MailContext } from '../mail-context.ts';

type Page = { limit: number; after: string | undefined };

/** The company's own, in the order of their ids, which no later one disturbs. */
export async function listSuppressions({ orm }: MailContext, companyId: string, { limit, after }: Page) {
  const where = { companyId, ...(after === undefined ? {} : { id: { $gt: after } }) };
  const rows = await orm.em.fork().find(Suppression, where, { orderBy: { id: 'asc' }, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  return { items: shown.map(viewOf), next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null };
}

const viewOf = ({ id, personHash, scope, reason, source, createdAt }: Suppression): SuppressionView => ({
  id,
  person_hash: personHash,
  scope,
  reason,
  source,
  since: createdAt.toISOString(),
});
