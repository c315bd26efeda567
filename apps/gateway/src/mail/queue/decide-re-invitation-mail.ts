import { randomUUID } from 'node:crypto';
import type { MailApproval, Writing } from '@goen/case-domain';
import { findLastFact, findNextReInvitationMail, readReInvitationApproval } from '@goen/case-domain/re-invitation';
import { type Em, InvitationWording, MailEdit, withCompany } from '@goen/case-store';
import {
  type AuditActor,
  type LoadedReInvitation,
  loadReInvitation,
  type NewReInvitationFact,
  recordAudit,
  recordReInvitation,
} from '@goen/cases';
import type { Locale, MailDecision, MailDecisionResult, WordingText } from '@goen/contracts/public';
import { formatActor, isRegulated, type ReInvitationMailKind, reInvitationMailKinds } from '@goen/contracts/workflow';
import { HttpProblem } from '@goen/service-kit';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { buildReInvitationMailRequest, findOpenReInvitation } from './build-re-invitation-mail-request.ts';
import { isMove } from './decide-introduction-mail.ts';
import { hasText } from './decide-mail.ts';
import {
  assertOtherWriter,
  editedByApprover,
  noRendering,
  type Rendering,
  readPerson,
  renderForApproval,
} from './four-eyes.ts';
import { toDecisionAudit } from './to-decision-audit.ts';

export type ReInvitationMailDecision = MailDecision & { readonly kind: ReInvitationMailKind };

export const isAboutReInvitation = (decision: MailDecision): decision is ReInvitationMailDecision =>
  reInvitationMailKinds.some((kind) => kind === decision.kind);

/** Records a member's decision about a mail of a re-invitation, and wakes it. Throws `not_found`, `mail_changed` and `four_eyes`. */
export async function decideReInvitationMail(
  context: GatewayContext,
  companyId: string,
  decision: ReInvitationMailDecision,
  actor: AuditActor,
): Promise<MailDecisionResult> {
  const { orm, now } = context;
  const { kind, action, case_id: caseId, wording } = decision;
  if (isMove(action)) throw new HttpProblem('mail_date_fixed');
  const rendering = await renderMail(context, companyId, decision);
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
        if (!hasText(decision)) return toFact(decision, before, { by, decidedAt });
        if (action === 'edit') {
          if (!wording && before.editId === null) return null;
          const editId = wording ? await storeEdit(em, loaded, wording, decidedAt) : null;
          return { kind: 'mail.edited', at: decidedAt, data: { mail: kind, by, editId } };
        }
        const { digest, locale } = rendering;
        if (before.digest !== undefined && before.digest === digest && !wording) return null;
        if (loaded.loadedCase.file.settings.fourEyes) {
          if (wording !== undefined) throw editedByApprover();
          const writings = await findWritings(em, loaded, { kind, locale, lastEdit: before.lastEdit });
          assertOtherWriter(await readPerson(em, actor), [rendering.wording, ...writings]);
        }
        const kept = wording === undefined ? before.editId : null;
        const editId = wording ? await storeEdit(em, loaded, wording, decidedAt) : kept;
        return { kind: 'mail.approved', at: decidedAt, data: { mail: kind, by, editId, digest } };
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

async function storeEdit(
  em: Em,
  { loadedCase: { row } }: LoadedReInvitation,
  { subject, body }: WordingText,
  createdAt: Date,
): Promise<string> {
  const id = randomUUID();
  const { id: caseId, companyId, candidateId } = row;
  await em.insert(MailEdit, { id, companyId, caseId, candidateId, subject, body, createdAt });
  return id;
}

type Mail = Pick<MailApproval, 'lastEdit'> & { readonly kind: ReInvitationMailKind; readonly locale: Locale };

/** Who wrote what the mail contains: the invitation or the answer, the wording of the position, an edit. */
export async function findWritings(
  em: Em,
  { row, file }: LoadedReInvitation,
  { kind, locale, lastEdit }: Mail,
): Promise<(Writing | null)[]> {
  if (!isRegulated(kind)) {
    const reply = findLastFact(file.facts, 'company.replied');
    return [reply ? { by: reply.data.by, atMs: Date.parse(reply.at) } : null, lastEdit];
  }
  const invited = { by: row.createdBy, atMs: row.createdAt.getTime() };
  const isEdited = readReInvitationApproval(file.facts, file.approval, kind).editId !== null;
  const { positionId } = row;
  const wording =
    isEdited || kind !== 're_invitation' ? null : await em.findOne(InvitationWording, { positionId, locale });
  const saved = wording?.subject ? { by: wording.savedBy, atMs: wording.savedAt.getTime() } : null;
  return [invited, saved, lastEdit];
}

/** The mail that is being approved or edited; throws 422 with the positions of its faults. */
async function renderMail(
  context: GatewayContext,
  companyId: string,
  decision: ReInvitationMailDecision,
): Promise<Rendering & { readonly locale: Locale }> {
  const { case_id: caseId, kind } = decision;
  if (!hasText(decision)) return { ...noRendering, locale: 'ja' };
  const request = await withCompany(context.orm, companyId, async (em) => {
    const row = await findOpenReInvitation(em, companyId, caseId);
    if (row === null) throw new HttpProblem('not_found');
    const loaded = await loadReInvitation(em, row, context.now().getTime());
    return buildReInvitationMailRequest(context, em, loaded, kind);
  });
  if (request === null) return { ...noRendering, locale: 'ja' };
  const rendering = await renderForApproval(context, request, decision);
  return { ...rendering, locale: request.locale };
}
