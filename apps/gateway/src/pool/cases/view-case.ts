import { describeCase } from '@goen/case-domain';
import { FactRow, FollowUpCase, Rejection, withCompany } from '@goen/case-store';
import { loadCase } from '@goen/cases';
import type { caseQuery, caseSummary, caseView } from '@goen/contracts/public';
import type { z } from 'zod';
import { pageOf, readCursor } from '../../http/cursor.ts';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { nextMailOf, undecidedOf } from '../../mail/queue/queued-mail.ts';

type CaseView = z.infer<typeof caseView>;
type CaseSummary = z.infer<typeof caseSummary>;

const summaryOf = (row: FollowUpCase): CaseSummary => ({
  id: row.id,
  candidate_id: row.candidateId,
  state: row.state,
  stage: row.stage,
  next_step: row.nextStep,
  next_step_at: row.nextStepAt?.toISOString() ?? null,
  opened_at: row.openedAt.toISOString(),
  closed_reason: row.closedReason ?? null,
});

/** One case with its facts as a timeline, or null when the company has no such case. */
export function viewCase(context: GatewayContext, companyId: string, caseId: string): Promise<CaseView | null> {
  return withCompany(context.orm, companyId, async (em) => {
    const loaded = await loadCase(em, caseId);
    if (loaded === null) return null;
    const seen = describeCase(loaded.file, context.now().getTime());
    const rejections = await em.find(Rejection, { caseId }, { orderBy: { rejectedAt: 'asc' } });
    const facts = await em.find(FactRow, { caseId }, { orderBy: { seq: 'asc' } });
    return {
      ...summaryOf(loaded.row),
      next_mail: nextMailOf(loaded.row, undecidedOf(loaded.file.settings.approval)),
      consents: seen.consents,
      referral: seen.referral,
      rejections: rejections.map((one) => ({
        id: one.id,
        application_remote_id: one.remoteId,
        job_name: one.jobName ?? null,
        stage: one.stage,
        rejected_at: one.rejectedAt.toISOString(),
        cancelled: seen.cancelledRejectionIds.includes(one.id),
      })),
      timeline: facts.map(({ seq, kind, at, data }) => ({ seq, kind, at: at.toISOString(), data: { ...data } })),
    };
  });
}

/** A page of cases, the newest first. */
export function listCases(context: GatewayContext, companyId: string, query: z.output<typeof caseQuery>) {
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
          ...(after ? [{ $or: [{ openedAt: { $lt: after.at } }, { openedAt: after.at, id: { $lt: after.id } }] }] : []),
        ],
      },
      { orderBy: [{ openedAt: 'desc' }, { id: 'desc' }], limit: query.limit + 1 },
    );
    return pageOf(rows, query.limit, summaryOf, ({ openedAt, id }) => ({ at: openedAt, id }));
  });
}
