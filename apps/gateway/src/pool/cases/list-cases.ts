import { FollowUpCase, withCompany } from '@goen/case-store';
import type { CaseQuery } from '@goen/contracts/public';
import { isAfter, readCursor, toPage } from '@goen/service-kit';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { areMailsPaused } from '../../services/are-mails-paused.ts';
import { summarizeCase } from './summarize-case.ts';

const newestFirst = [{ openedAt: 'desc' }, { id: 'desc' }] as const;

/** A page of cases, newest first. */
export function listCases(context: GatewayContext, companyId: string, query: CaseQuery) {
  const after = readCursor(query.cursor);
  return withCompany(context.orm, companyId, async (em) => {
    // Ids first: the index has all that a page is filtered by, so that rows which are not on it are never read.
    const page = await em.find(
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
      { fields: ['id'], orderBy: [...newestFirst], limit: query.limit + 1 },
    );
    const id = { $in: page.map((row) => row.id) };
    const rows = await em.find(FollowUpCase, { id }, { orderBy: [...newestFirst], refresh: true });
    const isPaused = await areMailsPaused(em, companyId);
    return toPage(
      rows,
      query.limit,
      (row) => summarizeCase(row, isPaused),
      ({ openedAt, id: lastId }) => ({ at: openedAt, id: lastId }),
    );
  });
}
