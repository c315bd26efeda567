import { Position, withCompany } from '@goen/case-store';
import type { positionQuery } from '@goen/contracts/public';
import type { z } from 'zod';
import { pageOf, readCursor } from '../../http/cursor.ts';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { viewOf } from './view-position.ts';

/** A page of the company's positions, the newest first. */
export function listPositions(context: GatewayContext, companyId: string, query: z.output<typeof positionQuery>) {
  const after = readCursor(query.cursor);
  return withCompany(context.orm, companyId, async (em) => {
    const rows = await em.find(
      Position,
      {
        companyId,
        ...(query.state ? { state: query.state } : {}),
        ...(after ? { $or: [{ createdAt: { $lt: after.at } }, { createdAt: after.at, id: { $lt: after.id } }] } : {}),
      },
      { orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], limit: query.limit + 1 },
    );
    return pageOf(rows, query.limit, viewOf, ({ createdAt, id }) => ({ at: createdAt, id }));
  });
}
