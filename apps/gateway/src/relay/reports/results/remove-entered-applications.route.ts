import { calendarMonth } from '@goen/contracts/public';
import { defineRoute } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../../http/gateway-app.ts';
import { readActor } from '../../../identity/principal.ts';
import { apiKey } from '../../../identity/require-key.ts';
import { removeEnteredApplications } from './enter-applications.ts';

const route = defineRoute({
  method: 'delete',
  path: '/v1/reports/applications/{month}',
  operationId: 'removeEnteredApplications',
  tags: ['reports'],
  summary: 'Remove the number of applications that you entered for a month',
  access: apiKey('imports:write'),
  request: { params: z.object({ month: calendarMonth }) },
  responses: { 204: { description: 'There is none now; the results show what sources reported.' } },
});

export function addRemoveEnteredApplications(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const { month } = c.req.valid('param');
    await removeEnteredApplications(context, c.get('companyId'), { month, actor: readActor(c) });
    return c.body(null, 204);
  });
}
