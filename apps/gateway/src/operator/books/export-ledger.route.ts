import { openLedgers } from '@goen/case-store';
import { recordAudit } from '@goen/cases';
import { ledgerName, ledgerQuery, operatorLedger } from '@goen/contracts/public';
import { z } from 'zod';
import { formatLedger, ledgers, readLedger } from '../../cli/ledgers/index.ts';
import { setCsvHeaders } from '../../http/csv.ts';
import type { GatewayApp } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { defineOperatorRoute } from '../define-operator-route.ts';
import { type OperatorContext, withConsole } from '../operator-context.ts';

const route = defineOperatorRoute({
  method: 'get',
  path: '/operator/ledgers/{ledger}',
  operationId: 'exportLedger',
  tags: ['operator-books'],
  summary: 'Export a book of the licence holder: 求職管理簿, 求人管理簿 or 手数料管理簿',
  description:
    'The lines of all three have the same names where they mean the same; as CSV in Japanese (UTF-8 with a BOM) or as JSON. The law wants these books to name people (職業安定法 Art. 32-15): each export is in the audit log.',
  request: { params: z.object({ ledger: ledgerName }), query: ledgerQuery },
  responses: {
    200: {
      description: 'The book.',
      content: { 'text/csv': { schema: z.string() }, 'application/json': { schema: operatorLedger } },
    },
  },
});

export function addExportLedger(app: GatewayApp, context: OperatorContext): void {
  app.openapi(route, async (c) => {
    const { ledger } = c.req.valid('param');
    const { as, from, to } = c.req.valid('query');
    const actor = readActor(c);
    await withConsole(context, (em) =>
      recordAudit(em, {
        companyId: null,
        actor,
        action: 'ledger.exported',
        subject: { type: 'ledger', id: ledger },
        data: { from, to },
      }),
    );
    const read = await readLedger({ orm: await openLedgers(context.orm), actor }, ledgers[ledger], { from, to });
    if (as === 'json') {
      return c.json({ ledger, from, to, columns: [...read.columns], items: [...read.items] }, 200);
    }
    setCsvHeaders(c, `${ledger}-${from}`);
    return c.body(formatLedger(read), 200);
  });
}
