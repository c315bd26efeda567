import { operatorScheduleQuery, operatorSchedules } from '@goen/contracts/public';
import { jsonResponse } from '@goen/service-kit';
import type { GatewayApp } from '../../http/gateway-app.ts';
import { defineOperatorRoute } from '../define-operator-route.ts';
import type { OperatorContext } from '../operator-context.ts';
import { listSchedules } from './list-schedules.ts';

const route = defineOperatorRoute({
  method: 'get',
  path: '/operator/schedules',
  operationId: 'listOperatorSchedules',
  tags: ['operator-platform'],
  summary: 'List the Schedules in Temporal with their last and next runs',
  problems: ['unavailable'],
  request: { query: operatorScheduleQuery },
  responses: { 200: jsonResponse(operatorSchedules, 'The Schedules.') },
});

export function addListSchedules(app: GatewayApp, context: OperatorContext): void {
  app.openapi(route, async (c) => c.json(await listSchedules(context, c.req.valid('query')), 200));
}
