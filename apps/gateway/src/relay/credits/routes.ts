import { creditStatement, creditsQuery, creditsView, statementMonth, statementQuery } from '@goen/contracts/public';
import { HttpProblem } from '@goen/service-kit';
import { z } from 'zod';
import { asCsvFile, csvHead, streamFile } from '../../http/csv.ts';
import { readQuery } from '../../http/cursor.ts';
import { answers, json, security } from '../../http/docs/answers.ts';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { requireScope } from '../../identity/require-key.ts';
import { creditBooks } from './credit-books.ts';
import { csvBalance, csvEntry, statementHeadings } from './statement-csv.ts';
import { viewAccounts, viewBalance, viewEntry } from './view-credits.ts';

const tags = ['credits'];

/** A company's points and credits: what it has, and each entry that led there. credit-service keeps them. */
export function creditRoutes(app: GatewayApp, context: GatewayContext): void {
  app.openAPIRegistry.registerPath({
    method: 'get',
    path: '/v1/credits',
    operationId: 'getCredits',
    tags,
    summary: 'Points and credits, and the entries that led there, the oldest first',
    description: 'Each entry tells what it changes and the balance after it: the one of the entry before plus that.',
    security,
    request: { query: creditsQuery },
    responses: answers({ 200: json(creditsView, 'The balance and a page of entries.') }, 400, 401, 403, 422, 503),
  });
  app.get('/v1/credits', requireScope('credits:read'), async (c) => {
    const books = creditBooks(context.credit, c.get('key').companyId);
    const { items, next } = await books.entries(readQuery(c, creditsQuery));
    return c.json({ balance: viewBalance(await books.balance()), entries: { items: items.map(viewEntry), next } });
  });

  app.openAPIRegistry.registerPath({
    method: 'get',
    path: '/v1/credits/statements/{month}',
    operationId: 'getCreditStatement',
    tags,
    summary: 'The statement of a month in Asia/Tokyo: opening balance, entries, closing balance',
    description: 'The closing balance is the opening balance of the next month. CSV is UTF-8 with BOM.',
    security,
    request: { params: z.object({ month: statementMonth }), query: statementQuery },
    responses: answers(
      {
        200: {
          description: 'The statement.',
          content: { 'application/json': { schema: creditStatement }, 'text/csv': { schema: z.string() } },
        },
      },
      401,
      403,
      404,
      422,
      503,
    ),
  });
  app.get('/v1/credits/statements/:month', requireScope('credits:read'), async (c) => {
    const month = statementMonth.safeParse(c.req.param('month'));
    if (!month.success) throw new HttpProblem('not_found');
    const { format } = readQuery(c, statementQuery);
    const books = creditBooks(context.credit, c.get('key').companyId);
    const head = await books.statement(month.data);
    const { from, to } = head;
    const [opening, closing] = [viewAccounts(head.opening), viewAccounts(head.closing)];
    if (format === 'json') {
      const entries = [];
      for await (const entry of books.entriesOf(head)) entries.push(viewEntry(entry));
      return c.json({ month: month.data, from, to, opening, entries, closing });
    }
    asCsvFile(c, `credits-${month.data}`);
    async function* lines(): AsyncGenerator<string> {
      yield `${csvHead(statementHeadings)}${csvBalance('opening', from, opening)}`;
      for await (const entry of books.entriesOf(head)) yield csvEntry(viewEntry(entry));
      yield csvBalance('closing', to, closing);
    }
    return streamFile(c, context, lines());
  });
}
