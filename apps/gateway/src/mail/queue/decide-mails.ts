import type { AuditActor } from '@goen/cases';
import { preview } from '@goen/contracts/internal';
import { type MailDecision, type MailDecisionResult, mailDecision } from '@goen/contracts/public';
import { assertStorable, HttpProblem, toProblem, validate } from '@goen/service-kit';
import { askService } from '../../http/ask-service.ts';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { buildNextMailRequest } from './build-next-mail-request.ts';
import { decideIntroductionMail, isAboutIntroduction } from './decide-introduction-mail.ts';
import { decideMail } from './decide-mail.ts';
import { decideReInvitationMail, isAboutReInvitation } from './decide-re-invitation-mail.ts';

/** One result per row, in order. Each row is its own transaction, so that a bad row does not affect the others. */
export async function decideMails(
  context: GatewayContext,
  companyId: string,
  rows: readonly unknown[],
  actor: AuditActor,
): Promise<MailDecisionResult[]> {
  const results: MailDecisionResult[] = [];
  // Sequentially: two rows about the same case apply in their order.
  for (const row of rows) results.push(await decideRow(context, companyId, row, actor));
  return results;
}

async function decideRow(
  context: GatewayContext,
  companyId: string,
  row: unknown,
  actor: AuditActor,
): Promise<MailDecisionResult> {
  try {
    const decision = validate(row, mailDecision);
    assertStorable(decision);
    if (isAboutIntroduction(decision)) return await decideIntroductionMail(context, companyId, decision, actor);
    if (isAboutReInvitation(decision)) return await decideReInvitationMail(context, companyId, decision, actor);
    const digest = decision.action === 'approve' ? await digestMail(context, companyId, decision) : null;
    return await decideMail(context, companyId, decision, { actor, digest });
  } catch (error) {
    if (!(error instanceof HttpProblem)) throw error;
    const problem = toProblem(error.code, error.extra);
    return { case_id: readCaseId(row), status: problem.status, problem };
  }
}

/**
 * The digest of the mail that is being approved: it is sent only while it is this very mail. Refuses a wording with
 * errors now, while its author can still fix it: 422 with their positions. Null when there is no such mail or address.
 */
async function digestMail(
  context: GatewayContext,
  companyId: string,
  { case_id: caseId, kind, wording }: MailDecision,
): Promise<string | null> {
  const request = await buildNextMailRequest(context, companyId, caseId, wording);
  if (request?.kind !== kind) return null;
  const query = { as: 'text' };
  const answer = await askService(context.mail, '/messages/preview', { method: 'POST', query, body: request });
  return preview.parse(await answer.json()).digest ?? null;
}

const readCaseId = (row: unknown): string | null =>
  typeof row === 'object' && row !== null && 'case_id' in row && typeof row.case_id === 'string' ? row.case_id : null;
