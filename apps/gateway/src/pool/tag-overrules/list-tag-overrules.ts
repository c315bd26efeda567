import { TagOverrule, withCompany } from '@goen/case-store';
import type { TagOverruleQuery, TagOverruleView } from '@goen/contracts/public';
import { isAfter, readCursor, toPage } from '@goen/service-kit';
import type { GatewayContext } from '../../http/gateway-app.ts';

/** A page of the company's overrules in one state, the latest first. */
export function listTagOverrules({ orm }: GatewayContext, companyId: string, query: TagOverruleQuery) {
  const after = isAfter('createdAt', readCursor(query.cursor));
  const revokedAt = query.state === 'active' ? null : { $ne: null };
  return withCompany(orm, companyId, async (em) => {
    const rows = await em.find(
      TagOverrule,
      { companyId, revokedAt, ...after },
      { orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], limit: query.limit + 1 },
    );
    return toPage(rows, query.limit, viewTagOverrule, ({ createdAt, id }) => ({ at: createdAt, id }));
  });
}

export const viewTagOverrule = (row: TagOverrule): TagOverruleView => ({
  id: row.id,
  value: row.value,
  by: row.overruledBy,
  because: row.because,
  created_at: row.createdAt.toISOString(),
  revoked_by: row.revokedBy ?? null,
  revoked_at: row.revokedAt?.toISOString() ?? null,
});
