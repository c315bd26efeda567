import { isInSendingWindow, toTokyoDate } from '@goen/case-domain';
import { nextReInvitationStep, type ReInvitationStep, readReInvitationApproval } from '@goen/case-domain/re-invitation';
import { withCompany } from '@goen/case-store';
import {
  buildReInvitationRequest,
  deriveLinkToken,
  lockReInvitation,
  type NewReInvitationFact,
  recordReInvitation,
  saveLink,
  toReInvitationMailKey,
} from '@goen/cases';
import type { MessageResult } from '@goen/contracts/internal';
import type { ReInvitationRef } from '@goen/re-invitation';
import { emitEvent } from '@goen/webhooks';
import type { ActivityContext } from '../activity-context.ts';
import { caseClock } from '../case-clock.ts';
import { remindOfWaitingMails } from '../cases/index.ts';
import { requestMail } from '../services/request-mail.ts';

type SendStep = Extract<ReInvitationStep, { kind: 'send' }>;

/**
 * Sends the mail that is due. The sending window, the rules about the person and the facts are checked again just before
 * sending. Until members approve the mail, the company's recruiters are reminded instead.
 */
export async function sendReInvitationMail(
  context: ActivityContext,
  { reInvitationId: id, companyId }: ReInvitationRef,
  startedAtMs = Date.now(),
): Promise<void> {
  const nowMs = caseClock(startedAtMs);
  const date = toTokyoDate(nowMs);
  const at = new Date(nowMs);
  const prepared = await withCompany(context.orm, companyId, async (em) => {
    const loaded = await lockReInvitation(em, id, nowMs);
    if (loaded === null) return null;
    const step = nextReInvitationStep(loaded.file, nowMs);
    // The sending window has ended, or the facts changed: the workflow decides again.
    if (step.kind !== 'send' || !isInSendingWindow(nowMs, loaded.file.hours)) return null;
    const { state } = readReInvitationApproval(loaded.file.facts, loaded.file.approval, step.mail);
    if (state === 'awaiting') return { step, request: 'awaiting' as const };
    const key = toReInvitationMailKey(id, step.n);
    const token = deriveLinkToken(context.linkSecret, key, 0);
    const mail = { kind: step.mail, key, token, nowMs, publicUrl: context.publicUrl };
    const request = await buildReInvitationRequest(em, loaded, mail);
    if (request) await saveLink(em, loaded.loadedCase.row, 0, token);
    return { step, request };
  });
  if (prepared === null) return;
  const { step, request } = prepared;
  const record = async (fact: NewReInvitationFact): Promise<void> => {
    await withCompany(context.orm, companyId, (em) => recordReInvitation(em, id, at, () => fact, 'none'));
  };
  if (request === 'awaiting') {
    await remindOfWaitingMails(context, companyId, date, nowMs);
    const kind = 'approval.reminded';
    await record({ kind, at, data: { date }, dedupeKey: `${kind}:${date}` });
    return;
  }
  const owner = { table: 're_invitation', id, companyId } as const;
  const result = request && (await requestMail(context, request, owner));
  if (result === 'mail_changed') return record({ kind: 'mail.approval_lapsed', at, data: { mail: step.mail } });
  await withCompany(context.orm, companyId, async (em) => {
    const outcome = toOutcome(step, result, { at, date });
    const recorded = await recordReInvitation(em, id, at, () => outcome, 'none');
    if (result?.status !== 'sent' || !recorded) return;
    const { caseId, candidateId } = recorded.loaded.row;
    const sent = { message_id: result.id, mail: result.kind, case_id: caseId, candidate_id: candidateId };
    await emitEvent(em, companyId, 'message.sent', sent, { at, dedupeKey: `message.sent:${result.id}` });
  });
}

function toOutcome(
  { mail, n }: SendStep,
  result: MessageResult | null,
  { at, date }: { readonly at: Date; readonly date: string },
): NewReInvitationFact {
  const dedupeKey = `mail:${n}`;
  if (result?.status === 'sent') {
    return { kind: 'mail.sent', at, data: { n, mail, messageId: result.id, date: result.date }, dedupeKey };
  }
  const data = { n, mail, reason: result?.reason ?? 'no_address', date: result?.date ?? date };
  return { kind: 'mail.skipped', at, data, dedupeKey };
}
