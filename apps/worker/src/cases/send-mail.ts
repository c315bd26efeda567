import type { CaseRef, StepOf } from '@goen/candidate-case';
import { describeCase, isInSendingWindow, toMailKey, toTokyoDate } from '@goen/case-domain';
import { noteOwnChange, withCompany } from '@goen/case-store';
import { buildMailRequest, deriveLinkToken, loadCase, recordOutcome, saveLink } from '@goen/cases';
import { type FactData, type MessageRequest, type MessageResult } from '@goen/contracts/internal';
import type { ActivityContext } from '../activity-context.ts';
import { caseClock } from '../case-clock.ts';
import { requestMail } from '../services/request-mail.ts';
import { recordStep } from './record-step.ts';

type Prepared =
  | { readonly kind: 'request'; readonly request: MessageRequest }
  | { readonly kind: 'no_address' | 'not_due' };

/**
 * Asks mail-service once for the n-th mail of the case, and records what came of it. The slot is checked at the moment
 * of sending, by the case's clock. The address goes to mail-service alone; Temporal sees ids.
 */
export async function sendMail(
  context: ActivityContext,
  ref: CaseRef,
  step: StepOf<'mail'>,
  startedAtMs = Date.now(),
): Promise<void> {
  const nowMs = caseClock(startedAtMs, ref.skippedMs);
  const prepared = await prepare(context, ref, step, nowMs);
  // The sending window has ended, or the facts changed since the step was decided: the workflow decides again.
  if (prepared.kind === 'not_due') return;
  const result =
    prepared.kind === 'request'
      ? await requestMail(context, prepared.request, {
          table: 'follow_up_case',
          id: ref.caseId,
          companyId: ref.companyId,
        })
      : skippedWithoutAddress(ref, step, nowMs);
  if (result === 'mail_changed') return recordLapsedApproval(context, ref, prepared, nowMs);
  await withCompany(context.orm, ref.companyId, (em) => {
    noteOwnChange('messages');
    return recordOutcome(em, ref.caseId, toOutcome(step, result, nowMs));
  });
}

function toOutcome({ n }: StepOf<'mail'>, result: MessageResult, nowMs: number) {
  const common = { n, mail: result.kind, rejectionIds: result.rejectionIds, date: result.date };
  const keys = { at: new Date(nowMs), dedupeKey: `mail:${n}` };
  if (result.status === 'skipped') {
    return { kind: 'mail.skipped' as const, data: { ...common, reason: result.reason }, ...keys };
  }
  const data: FactData<'mail.sent'> = { ...common, messageId: result.id };
  return { kind: 'mail.sent' as const, data, ...keys };
}

const recordLapsedApproval = (context: ActivityContext, ref: CaseRef, prepared: Prepared, nowMs: number) =>
  recordStep(context, ref, ({ file }) => {
    const { mail } = describeCase(file, nowMs);
    // A member may have approved the mail as it is now, after it was prepared.
    const digest = prepared.kind === 'request' ? prepared.request.approvedDigest : undefined;
    if (mail === null || !mail.isApproved || mail.approvedDigest !== digest) return null;
    const data = { mail: mail.mail, rejectionIds: [...mail.rejectionIds] };
    return { kind: 'mail.approval_lapsed', at: new Date(nowMs), data };
  });

const skippedWithoutAddress = ({ caseId }: CaseRef, step: StepOf<'mail'>, nowMs: number): MessageResult => ({
  status: 'skipped',
  id: toMailKey(caseId, step.n),
  kind: step.mail,
  date: toTokyoDate(nowMs),
  rejectionIds: [...step.rejectionIds],
  reason: 'no_address',
  missing: [],
});

function prepare(
  { orm, publicUrl, linkSecret }: ActivityContext,
  { caseId, companyId }: CaseRef,
  step: StepOf<'mail'>,
  nowMs: number,
): Promise<Prepared> {
  return withCompany(orm, companyId, async (em) => {
    const loaded = await loadCase(em, caseId, { lock: true });
    if (loaded === null) return { kind: 'not_due' };
    const { file } = loaded;
    if (!isInSendingWindow(nowMs, file.settings.hours)) return { kind: 'not_due' };
    const description = describeCase(file, nowMs);
    const due = description.step;
    if (due.kind !== 'mail' || due.mail !== step.mail || due.n !== step.n) return { kind: 'not_due' };
    const token = deriveLinkToken(linkSecret, caseId, step.n);
    // The mail as it is now: a rejection may have been taken back or the text edited since the step was decided.
    const request = await buildMailRequest(em, loaded, due, { description, nowMs, publicUrl, token });
    if (request === null) return { kind: 'no_address' };
    await saveLink(em, loaded.row, step.n, token);
    return { kind: 'request', request };
  });
}
