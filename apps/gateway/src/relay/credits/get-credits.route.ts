import { creditsQuery, creditsView } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { creditBooks } from './credit-books.ts';
import { findCasesByHand } from './find-cases-by-hand.ts';
import { viewBalance, viewEntry } from './view-credits.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/credits',
  operationId: 'getCredits',
  tags: ['credits'],
  summary: 'Get your points and credits and the entries behind them, oldest first',
  description: 'Each entry states what it changes and the balance after it.',
  access: apiKey('credits:read'),
  problems: ['unavailable'],
  request: { query: creditsQuery },
  responses: { 200: jsonResponse(creditsView, 'The balance and a page of entries.') },
});

export function addGetCredits(app: GatewayApp, { credit, orm }: GatewayContext): void {
  app.openapi(route, async (c) => {
    const books = creditBooks(credit, c.get('companyId'));
    const { items, next } = await books.readEntries(c.req.valid('query'));
    const balance = viewBalance(await books.readBalance());
    const byHand = await findCasesByHand(orm, c.get('companyId'));
    return c.json({ balance, entries: { items: items.map((entry) => viewEntry(entry, byHand)), next } }, 200);
  });
}
