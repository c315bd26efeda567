import { openLedgers } from '@goen/case-store';
import { recordAudit } from '@goen/cases';
import { periodQuery } from '@goen/contracts/public';
import { rawResponse } from '@goen/service-kit';
import { z } from 'zod';
import { ledgers } from '../../cli/ledgers/index.ts';
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
    'CSV in Japanese (UTF-8 with a BOM). The law wants these books to name people (職業安定法 Art. 32-15): each export is in the audit log.',
  request: { params: z.object({ ledger: z.enum(['candidates', 'jobs', 'fees']) }), query: periodQuery },
  responses: { 200: rawResponse('text/csv', 'The book.') },
});

export function addExportLedger(app: GatewayApp, context: OperatorContext): void {
  app.openapi(route, async (c) => {
    const { ledger } = c.req.valid('param');
    const { from, to } = c.req.valid('query');
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
    const csv = await ledgers[ledger]({ orm: await openLedgers(context.orm), actor }, { from, to });
    setCsvHeaders(c, `${ledger}-${from}`);
    return c.body(csv, 200);
  });
}
