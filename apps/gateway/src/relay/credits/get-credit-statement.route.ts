import { type CreditEntry, creditStatement, statementMonth, statementQuery } from '@goen/contracts/public';
import { defineRoute } from '@goen/service-kit';
import { z } from 'zod';
import { setCsvHeaders, streamFile } from '../../http/csv.ts';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { creditBooks } from './credit-books.ts';
import { findCasesByHand } from './find-cases-by-hand.ts';
import { formatStatement } from './format-statement.ts';
import { viewAccounts, viewEntry } from './view-credits.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/credits/statements/{month}',
  operationId: 'getCreditStatement',
  tags: ['credits'],
  summary: 'Get the statement of a month: opening balance, entries, closing balance',
  description:
    'Months are in Asia/Tokyo. The closing balance is the opening balance of the next month. CSV is UTF-8 with a BOM.',
  access: apiKey('credits:read'),
  problems: ['unavailable'],
  request: { params: z.object({ month: statementMonth }), query: statementQuery },
  responses: {
    200: {
      description: 'The statement.',
      content: { 'application/json': { schema: creditStatement }, 'text/csv': { schema: z.string() } },
    },
  },
});

export function addGetCreditStatement(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const { month } = c.req.valid('param');
    const { format } = c.req.valid('query');
    const books = creditBooks(context.credit, c.get('companyId'));
    const statement = await books.readStatement(month);
    const entries = books.readStatementEntries(statement);
    const byHand = await findCasesByHand(context.orm, c.get('companyId'));
    if (format === 'csv') {
      setCsvHeaders(c, `credits-${month}`);
      return streamFile(c, context, formatStatement(statement, entries, byHand));
    }
    const views: CreditEntry[] = [];
    for await (const entry of entries) views.push(viewEntry(entry, byHand));
    const { from, to } = statement;
    const [opening, closing] = [viewAccounts(statement.opening), viewAccounts(statement.closing)];
    return c.json({ month, from, to, opening, entries: views, closing }, 200);
  });
}
