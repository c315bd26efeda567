import { operatorHealth } from '@goen/contracts/public';
import { jsonResponse } from '@goen/service-kit';
import type { GatewayApp } from '../../http/gateway-app.ts';
import { defineOperatorRoute } from '../define-operator-route.ts';
import type { OperatorContext } from '../operator-context.ts';
import { readHealth } from './read-health.ts';

const route = defineOperatorRoute({
  method: 'get',
  path: '/operator/health',
  operationId: 'getOperatorHealth',
  tags: ['operator-platform'],
  summary: 'Get whether each part of the platform answers, what waits for Temporal, and the versions',
  responses: { 200: jsonResponse(operatorHealth, 'The state of the platform.') },
});

export function addGetHealth(app: GatewayApp, context: OperatorContext): void {
  app.openapi(route, async (c) => c.json(await readHealth(context), 200));
}
