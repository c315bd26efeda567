import { openHoldPage, openHoldQuery } from '@goen/contracts/internal';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import { type CreditApp, type CreditContext, calledBy } from '../credit-app.ts';
import { listOpenHolds } from './list-open-holds.ts';

const route = defineRoute({
  method: 'get',
  path: '/holds',
  operationId: 'listOpenHolds',
  summary: 'Holds of all companies that are neither captured nor released, oldest first',
  access: calledBy('worker'),
  request: { query: openHoldQuery },
  responses: { 200: jsonResponse(openHoldPage, 'A page of holds.') },
});

export function addListOpenHolds(app: CreditApp, { orm }: CreditContext): void {
  app.openapi(route, async (c) => c.json(await listOpenHolds(orm, c.req.valid('query')), 200));
}
