import { readResultState } from '@goen/case-domain';
import { findCurrentCase, Rejection, withCompany } from '@goen/case-store';
import { type AuditActor, type LoadedCase, type NewFact, recordAudit, recordFacts } from '@goen/cases';
import type { LateResult } from '@goen/contracts/public';
import { formatActor } from '@goen/contracts/workflow';
import { HttpProblem } from '@goen/service-kit';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { toSendsAt } from './queued-mail.ts';

/**
 * Lets the result of a rejection that was reported late be mailed, with an apology. A case that has closed goes on for
 * it. The same request again changes nothing. Throws `not_found` and `result_not_late`.
 */
export function requestLateResult(
  { orm, now }: GatewayContext,
  companyId: string,
  rejectionId: string,
  actor: AuditActor,
): Promise<LateResult> {
  return withCompany(orm, companyId, async (em) => {
    const requestedAt = now();
    const rejection = await em.findOne(Rejection, { id: rejectionId });
    if (rejection === null) throw new HttpProblem('not_found');
    const facts = async ({ file, row }: LoadedCase): Promise<NewFact[] | null> => {
      const state = readResultState(file, rejectionId);
      if (state === 'requested') return null;
      if (state !== 'late' || (row.state === 'closed' && (await findCurrentCase(em, row.candidateId))?.id !== row.id)) {
        throw new HttpProblem('result_not_late');
      }
      const data = { rejectionIds: [rejectionId], by: formatActor(actor), at: requestedAt.toISOString() };
      const requested: NewFact = { kind: 'result.requested', at: requestedAt, data };
      return row.state === 'closed' ? [{ kind: 'case.reopened', at: requestedAt, data: {} }, requested] : [requested];
    };
    const recorded = await recordFacts({ em, now: requestedAt }, { caseId: rejection.caseId, facts });
    if (recorded === null) throw new HttpProblem('not_found');
    if (recorded.appended) {
      const subject = { type: 'rejection', id: rejectionId };
      await recordAudit(em, { companyId, actor, action: 'late_result.requested', subject });
    }
    const { file, row } = recorded.loaded;
    return {
      case_id: row.id,
      rejection_id: rejectionId,
      kind: row.nextMail ?? null,
      sends_at: toSendsAt(
        row.mailDecision === 'held' ? 'held' : 'awaiting',
        file.areMailsPaused ?? false,
        row.queuedAt,
      ),
    };
  });
}
