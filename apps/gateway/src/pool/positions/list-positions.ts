import { Position, withCompany } from '@goen/case-store';
import type { PositionQuery } from '@goen/contracts/public';
import { isAfter, readCursor, toPage } from '@goen/service-kit';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { viewPosition } from './view-position.ts';

/** A page of the company's positions, newest first. */
export function listPositions(context: GatewayContext, companyId: string, { cursor, limit, state }: PositionQuery) {
  const after = isAfter('createdAt', readCursor(cursor));
  return withCompany(context.orm, companyId, async (em) => {
    const rows = await em.find(
      Position,
      { companyId, ...(state ? { state } : {}), ...after },
      { orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], limit: limit + 1 },
    );
    return toPage(rows, limit, viewPosition, ({ createdAt, id }) => ({ at: createdAt, id }));
  });
}
