import { Connection, withCompany } from '@goen/case-store';
import type { ConnectionView, connectionQuery } from '@goen/contracts/public';
import { isAfter, readCursor, toPage } from '@goen/service-kit';
import type { z } from 'zod';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { viewConnection } from './view-connection.ts';

/** A page of the company's connections, newest first. */
export async function listConnections(
  context: GatewayContext,
  companyId: string,
  { cursor, limit }: z.output<typeof connectionQuery>,
): Promise<{ items: ConnectionView[]; next: string | null }> {
  const after = readCursor(cursor);
  const connections = await withCompany(context.orm, companyId, (em) =>
    em.find(
      Connection,
      { companyId, state: { $ne: 'deleted' }, ...isAfter('createdAt', after) },
      { orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], limit: limit + 1 },
    ),
  );
  const view = (connection: Connection) => viewConnection(connection, context);
  return toPage(connections, limit, view, ({ createdAt, id }) => ({ at: createdAt, id }));
}
