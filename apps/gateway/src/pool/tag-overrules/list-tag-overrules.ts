import { TagOverrule, withCompany } from '@goen/case-store';
import { loadActors, type ViewActor } from '@goen/cases';
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
    const viewActor = await loadActors(
      em,
      rows.flatMap(({ overruledBy, revokedBy }) => [overruledBy, revokedBy]),
    );
    return toPage(
      rows,
      query.limit,
      (row) => viewTagOverrule(row, viewActor),
      ({ createdAt, id }) => ({ at: createdAt, id }),
    );
  });
}

export const viewTagOverrule = (row: TagOverrule, viewActor: ViewActor): TagOverruleView => ({
  id: row.id,
  value: row.value,
  by: viewActor(row.overruledBy),
  because: row.because,
  created_at: row.createdAt.toISOString(),
  revoked_by: viewActor(row.revokedBy),
  revoked_at: row.revokedAt?.toISOString() ?? null,
});
