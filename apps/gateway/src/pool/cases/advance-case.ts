import { Company, FollowUpCase, withCompany } from '@goen/case-store';
import type { AuditActor } from '@goen/cases';
import { enqueueWakeUp, recordAudit } from '@goen/cases';
import type { CaseAdvanced } from '@goen/contracts/public';
import { HttpProblem } from '@goen/service-kit';
import { LockMode } from '@mikro-orm/core';
import type { GatewayContext } from '../../http/gateway-app.ts';

/** Past the due time, so that what is due then is due. */
const marginSeconds = 1;

/**
 * Moves the clock of one case to its next due time, and wakes its workflow. The clock stays ahead from then on: later
 * steps are dated by it. Throws `not_found`, `not_a_sandbox` and `nothing_to_advance`.
 */
export function advanceCase(
  { orm, now, advancesAnyCase = false }: GatewayContext,
  { companyId, caseId, actor }: { readonly companyId: string; readonly caseId: string; readonly actor: AuditActor },
): Promise<CaseAdvanced> {
  return withCompany(orm, companyId, async (em) => {
    const row = await em.findOne(FollowUpCase, { id: caseId, companyId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (row === null) throw new HttpProblem('not_found');
    const { settings } = await em.findOneOrFail(Company, { id: companyId });
    if (settings.mailProvider !== 'sandbox' && !advancesAnyCase) throw new HttpProblem('not_a_sandbox');
    if (row.state === 'closed' || !row.nextStepAt) throw new HttpProblem('nothing_to_advance');
    const nowMs = now().getTime();
    const neededSeconds = Math.ceil((row.nextStepAt.getTime() - nowMs) / 1000) + marginSeconds;
    row.skippedSeconds = Math.max(row.skippedSeconds, neededSeconds);
    await em.flush();
    await enqueueWakeUp(em, row, new Date(nowMs));
    await recordAudit(em, {
      companyId,
      actor,
      action: 'case.advanced',
      subject: { type: 'case', id: caseId },
    });
    const caseNow = new Date(nowMs + row.skippedSeconds * 1000);
    return { case_id: caseId, next_step: row.nextStep, now: caseNow.toISOString() };
  });
}
