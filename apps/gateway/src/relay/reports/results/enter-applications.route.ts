import { calendarMonth, enteredApplications, newEnteredApplications } from '@goen/contracts/public';
import { defineRoute, jsonBody, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../../http/gateway-app.ts';
import { readActor } from '../../../identity/principal.ts';
import { apiKey } from '../../../identity/require-key.ts';
import { enterApplications } from './enter-applications.ts';

const route = defineRoute({
  method: 'put',
  path: '/v1/reports/applications/{month}',
  operationId: 'enterApplications',
  tags: ['reports'],
  summary: 'Enter how many applications you received in a month',
  description:
    'Goen hears of applications that end in a rejection. Your own number of all applications takes the place of that count in the results.',
  access: apiKey('imports:write'),
  idempotent: true,
  request: {
    params: z.object({ month: calendarMonth }),
    body: jsonBody(newEnteredApplications, { applications: 128 }),
  },
  responses: { 200: jsonResponse(enteredApplications, 'The number of the month.') },
});

export function addEnterApplications(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const { month } = c.req.valid('param');
    const { applications } = c.req.valid('json');
    const entry = { month, applications, actor: readActor(c) };
    return c.json(await enterApplications(context, c.get('companyId'), entry), 200);
  });
}
