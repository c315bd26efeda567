import { randomUUID } from 'node:crypto';
import { findNextReInvitationMail, readReInvitationApproval } from '@goen/case-domain/re-invitation';
import { MailEdit, withCompany } from '@goen/case-store';
import {
  type AuditActor,
  type LoadedReInvitation,
  loadReInvitation,
  type NewReInvitationFact,
  recordAudit,
  recordReInvitation,
} from '@goen/cases';
import type { MailDecision, MailDecisionResult } from '@goen/contracts/public';
import { formatActor, type ReInvitationMailKind, reInvitationMailKinds } from '@goen/contracts/workflow';
import { HttpProblem } from '@goen/service-kit';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { buildReInvitationMailRequest, findOpenReInvitation } from './build-re-invitation-mail-request.ts';
import { isMove, readDigest } from './decide-introduction-mail.ts';
import { toDecisionAudit } from './to-decision-audit.ts';

export type ReInvitationMailDecision = MailDecision & { readonly kind: ReInvitationMailKind };

export const isAboutReInvitation = (decision: MailDecision): decision is ReInvitationMailDecision =>
  reInvitationMailKinds.some((kind) => kind === decision.kind);

/** Records a member's decision about a mail of a re-invitation, and wakes it. Throws `not_found` and `mail_changed`. */
export async function decideReInvitationMail(
  context: GatewayContext,
  companyId: string,
  decision: ReInvitationMailDecision,
  actor: AuditActor,
): Promise<MailDecisionResult> {
  const { orm, now } = context;
  const { kind, action, case_id: caseId, wording } = decision;
  if (isMove(action)) throw new HttpProblem('mail_date_fixed');
  const digest = action === 'approve' ? await digestMail(context, companyId, decision) : null;
  const decidedAt = now();
  const by = formatActor(actor);
  return withCompany(orm, companyId, async (em) => {
    const row = await findOpenReInvitation(em, companyId, caseId);
    const recorded =
      row &&
      (await recordReInvitation(em, row.id, decidedAt, async (loaded) => {
        const { facts, approval } = loaded.file;
        const before = readReInvitationApproval(facts, approval, kind);
        if (before.isCancelled && action === 'cancel') return null;
        if (findNextReInvitationMail(facts) !== kind) throw new HttpProblem('mail_changed');
        if (action !== 'approve') return toFact(decision, before, { by, decidedAt });
        if (before.digest !== undefined && before.digest === digest && !wording) return null;
        const editId = wording ? await storeEdit(loaded, wording) : wording === undefined ? before.editId : null;
        return { kind: 'mail.approved', at: decidedAt, data: { mail: kind, by, editId, digest } };

        async function storeEdit({ loadedCase }: LoadedReInvitation, text: { subject: string; body: string }) {
          const { id: editedCaseId, candidateId } = loadedCase.row;
          const id = randomUUID();
          await em.insert(MailEdit, {
            id,
            companyId,
            caseId: editedCaseId,
            candidateId,
            ...text,
            createdAt: decidedAt,
          });
          return id;
        }
      }));
    if (!recorded) throw new HttpProblem('not_found');
    if (recorded.appended)
      await recordAudit(em, toDecisionAudit(decision, { companyId, actor, aboutId: row?.id ?? '' }));
    const { file, row: after } = recorded.loaded;
    const { isCancelled, state } = readReInvitationApproval(file.facts, file.approval, kind);
    const hasDate = !isCancelled && state !== 'held' && !file.areMailsPaused;
    return {
      case_id: caseId,
      status: 200 as const,
      changed: recorded.appended,
      state: isCancelled ? ('cancelled' as const) : state,
      sends_at: hasDate ? (after.nextStepAt?.toISOString() ?? null) : null,
    };
  });
}

/** Null when nothing changes. */
function toFact(
  { kind: mail, action }: ReInvitationMailDecision,
  { state, digest }: ReturnType<typeof readReInvitationApproval>,
  { by, decidedAt }: { readonly by: string; readonly decidedAt: Date },
): NewReInvitationFact | null {
  if (action === 'revoke') {
    return digest === undefined ? null : { kind: 'mail.approval_lapsed', at: decidedAt, data: { mail } };
  }
  const data = { mail, by };
  if (action === 'cancel') return { kind: 'mail.cancelled', at: decidedAt, data };
  if (action === 'hold') return state === 'held' ? null : { kind: 'mail.held', at: decidedAt, data };
  return state === 'held' ? { kind: 'mail.released', at: decidedAt, data } : null;
}

/** Of the mail that is being approved; throws 422 with the positions of its faults. Null without an address. */
async function digestMail(
  context: GatewayContext,
  companyId: string,
  { case_id: caseId, kind, wording }: ReInvitationMailDecision,
): Promise<string | null> {
  const request = await withCompany(context.orm, companyId, async (em) => {
    const row = await findOpenReInvitation(em, companyId, caseId);
    if (row === null) throw new HttpProblem('not_found');
    const loaded = await loadReInvitation(em, row, context.now().getTime());
    return buildReInvitationMailRequest(context, em, loaded, kind);
  });
  return request && readDigest(context, wording === undefined ? request : { ...request, wording });
}
