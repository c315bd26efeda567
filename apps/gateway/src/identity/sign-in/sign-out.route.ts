import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { defineSessionRoute } from '../define-session-route.ts';
import { askAuth } from './ask-auth.ts';

const route = defineSessionRoute({
  method: 'post',
  path: '/v1/sign-out',
  operationId: 'signOut',
  summary: 'Sign out',
  description: 'Ends the session on the server; the cookie is deleted.',
  responses: { 204: { description: 'Signed out.' } },
});

export function addSignOut(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    await askAuth(context, c, '/sign-out', { method: 'POST', body: {} });
    return c.body(null, 204);
  });
}
