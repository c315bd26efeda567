import { FollowUpCase, withCompany } from '@goen/case-store';
import type { CaseQuery } from '@goen/contracts/public';
import { isAfter, readCursor, toPage } from '@goen/service-kit';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { summarizeCase } from './summarize-case.ts';

/** A page of cases, newest first. */
export function listCases(context: GatewayContext, companyId: string, query: CaseQuery) {
  const after = readCursor(query.cursor);
  return withCompany(context.orm, companyId, async (em) => {
    const rows = await em.find(
      FollowUpCase,
      {
        companyId,
        ...(query.state ? { state: query.state } : {}),
        ...(query.stage ? { stage: query.stage } : {}),
        ...(query.next_step ? { nextStep: query.next_step } : {}),
        ...(query.candidate_id ? { candidateId: query.candidate_id } : {}),
        $and: [
          ...(query.opened_from ? [{ openedAt: { $gte: new Date(query.opened_from) } }] : []),
          ...(query.opened_to ? [{ openedAt: { $lt: new Date(query.opened_to) } }] : []),
          isAfter('openedAt', after),
        ],
      },
      { orderBy: [{ openedAt: 'desc' }, { id: 'desc' }], limit: query.limit + 1 },
    );
    return toPage(rows, query.limit, summarizeCase, ({ openedAt, id }) => ({ at: openedAt, id }));
  });
}
