import { holdResult } from '@goen/contracts/internal';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import { type CreditApp, type CreditContext, calledBy, companyParam, entryParam } from '../credit-app.ts';

const settlements = [
  { kind: 'capture', state: 'captured', operationId: 'captureHold', summary: 'Spend a held credit' },
  { kind: 'release', state: 'released', operationId: 'releaseHold', summary: 'Give a held credit back' },
] as const;

/** Capture or release. Either is final: the same one again replays, the other one is `hold_final`. */
export function addSettleHold(app: CreditApp, { ledger }: CreditContext): void {
  for (const { kind, state, operationId, summary } of settlements) {
    const route = defineRoute({
      method: 'post',
      path: `/companies/{company}/holds/{hold}/${kind}`,
      operationId,
      summary,
      access: calledBy('worker'),
      problems: ['hold_final', 'entry_conflict', 'unavailable'],
      request: { params: z.object({ company: companyParam, hold: entryParam }) },
      responses: { 200: jsonResponse(holdResult, 'Settled by this request or an earlier one.') },
    });
    app.openapi(route, async (c) => {
      const { company, hold } = c.req.valid('param');
      const posted = await ledger.post({ company, kind, id: `${hold}:${kind}`, reverses: hold });
      return c.json({ id: hold, state, replayed: posted.status === 'posted' && posted.replayed }, 200);
    });
  }
}
