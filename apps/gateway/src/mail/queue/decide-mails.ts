import type { AuditActor } from '@goen/cases';
import { type MailDecision, type MailDecisionResult, mailDecision } from '@goen/contracts/public';
import { assertStorable, HttpProblem, toProblem, validate } from '@goen/service-kit';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { buildNextMailRequest } from './build-next-mail-request.ts';
import { decideIntroductionMail, isAboutIntroduction } from './decide-introduction-mail.ts';
import { decideMail, hasText } from './decide-mail.ts';
import { decideReInvitationMail, isAboutReInvitation } from './decide-re-invitation-mail.ts';
import { noRendering, type Rendering, renderForApproval } from './four-eyes.ts';

/** `mayApprove`: whether their key or role has the scope for it; everybody who gets here may do the rest. */
export type Decider = { readonly actor: AuditActor; readonly mayApprove: boolean };

/** One result per row, in order. Each row is its own transaction, so that a bad row does not affect the others. */
export async function decideMails(
  context: GatewayContext,
  companyId: string,
  rows: readonly unknown[],
  decider: Decider,
): Promise<MailDecisionResult[]> {
  const results: MailDecisionResult[] = [];
  // Sequentially: two rows about the same case apply in their order.
  for (const row of rows) results.push(await decideRow(context, companyId, row, decider));
  return results;
}

async function decideRow(
  context: GatewayContext,
  companyId: string,
  row: unknown,
  { actor, mayApprove }: Decider,
): Promise<MailDecisionResult> {
  try {
    const decision = validate(row, mailDecision);
    assertStorable(decision);
    if (decision.action === 'approve' && !mayApprove) {
      throw new HttpProblem('missing_scope', { detail: 'Approving needs the scope mail:approve.' });
    }
    if (isAboutIntroduction(decision)) return await decideIntroductionMail(context, companyId, decision, actor);
    if (isAboutReInvitation(decision)) return await decideReInvitationMail(context, companyId, decision, actor);
    const rendering = hasText(decision) ? await renderNextMail(context, companyId, decision) : noRendering;
    return await decideMail(context, companyId, decision, { actor, rendering });
  } catch (error) {
    if (!(error instanceof HttpProblem)) throw error;
    const problem = toProblem(error.code, error.extra);
    return { case_id: readCaseId(row), status: problem.status, problem };
  }
}

/** The mail that is being approved or edited. Nothing is rendered when there is no such mail, or no address. */
async function renderNextMail(context: GatewayContext, companyId: string, decision: MailDecision): Promise<Rendering> {
  const request = await buildNextMailRequest(context, companyId, decision.case_id);
  return request?.kind === decision.kind ? renderForApproval(context, request, decision) : noRendering;
}

const readCaseId = (row: unknown): string | null =>
  typeof row === 'object' && row !== null && 'case_id' in row && typeof row.case_id === 'string' ? row.case_id : null;
