import { retentionStates } from '@goen/contracts/public';
import { jsonResponse } from '@goen/service-kit';
import type { GatewayApp } from '../../http/gateway-app.ts';
import { defineOperatorRoute } from '../define-operator-route.ts';
import type { OperatorContext } from '../operator-context.ts';
import { listRetention } from './retention.ts';

const route = defineOperatorRoute({
  method: 'get',
  path: '/operator/retention',
  operationId: 'listRetention',
  tags: ['operator-platform'],
  summary: 'List what is kept for how long and why, within which bounds, with what the last purge deleted',
  responses: { 200: jsonResponse(retentionStates, 'One entry per kind of data.') },
});

export function addListRetention(app: GatewayApp, context: OperatorContext): void {
  app.openapi(route, async (c) => c.json(await listRetention(context), 200));
}
