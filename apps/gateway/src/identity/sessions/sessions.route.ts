import { sessionList } from '@goen/contracts/public';
import { HttpProblem, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { defineSessionRoute } from '../define-session-route.ts';
import { listSessions, revokeOtherSessions, revokeSession } from './own-sessions.ts';

const list = defineSessionRoute({
  method: 'get',
  path: '/v1/sessions',
  operationId: 'listSessions',
  summary: 'List where you are signed in',
  responses: { 200: jsonResponse(sessionList, 'Your sessions, the latest first.') },
});
const revoke = defineSessionRoute({
  method: 'delete',
  path: '/v1/sessions/{id}',
  operationId: 'revokeSession',
  summary: 'End one of your sessions',
  request: { params: z.object({ id: z.uuid() }) },
  responses: { 204: { description: 'The session has ended: its next request is refused.' } },
});
const revokeOthers = defineSessionRoute({
  method: 'delete',
  path: '/v1/sessions',
  operationId: 'revokeOtherSessions',
  summary: 'End all of your sessions but this one',
  responses: { 204: { description: 'The other sessions have ended.' } },
});

export function addSessionRoutes(app: GatewayApp, { identity }: GatewayContext): void {
  app.openapi(list, async (c) => c.json({ items: await listSessions(identity.pool, c.get('session')) }, 200));
  app.openapi(revoke, async (c) => {
    const isRevoked = await revokeSession(identity.pool, c.get('session'), c.req.valid('param').id);
    if (!isRevoked) throw new HttpProblem('not_found');
    return c.body(null, 204);
  });
  app.openapi(revokeOthers, async (c) => {
    await revokeOtherSessions(identity.pool, c.get('session'));
    return c.body(null, 204);
  });
}
