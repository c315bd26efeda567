import { isInSendingWindow, nextIntroductionStep, readIntroductionApproval, toTokyoDate } from '@goen/case-domain';
import { type Introduction, withCompany } from '@goen/case-store';
import { deriveLinkToken, loadCase, saveLink } from '@goen/cases';
import type { MessageRequest, MessageResult } from '@goen/contracts/internal';
import type { IntroductionMailKind } from '@goen/contracts/workflow';
import type { IntroductionRef } from '@goen/introduction';
import { buildIntroductionRequest, type NewIntroductionFact, withIntroduction } from '@goen/relay';
import { emitEvent } from '@goen/webhooks';
import type { ActivityContext } from '../activity-context.ts';
import { caseClock } from '../case-clock.ts';
import { remindOfWaitingMails } from '../cases/index.ts';
import { requestMail } from '../services/request-mail.ts';
import { recordIntroduction } from './record-introduction.ts';

type AskStep = { readonly kind: 'ask' | 'remind'; readonly n: number };

/**
 * Asks the candidate about this one company, in the name of the company that they know, or reminds them once. The
 * sending window and the facts are checked again just before sending. Until its members approve the mail, the company's
 * recruiters are reminded instead.
 */
export async function askCandidate(
  context: ActivityContext,
  ref: IntroductionRef,
  startedAtMs = Date.now(),
): Promise<void> {
  const nowMs = caseClock(startedAtMs);
  const due = await withIntroduction(context.orm, ref.introductionId, nowMs, ({ row, file }) => {
    const step = nextIntroductionStep(file, nowMs);
    const isAsk = step.kind === 'ask' || step.kind === 'remind';
    if (!isAsk || !isInSendingWindow(nowMs, file.hours)) return Promise.resolve(null);
    const facts = file.facts.toSorted((a, b) => a.seq - b.seq);
    return Promise.resolve({ row, step, approval: readIntroductionApproval(facts, file.approval, toMailKind(step)) });
  });
  // The sending window has ended, or the facts changed: the workflow decides again.
  if (due === null) return;
  const { row, step, approval } = due;
  const record = (fact: NewIntroductionFact) => recordIntroduction(context, { ...ref, asOfMs: nowMs }, () => fact);
  if (approval.state === 'awaiting') {
    await remindOfWaitingMails(context, row.referrerId, toTokyoDate(nowMs), nowMs);
    const date = toTokyoDate(nowMs);
    const kind = 'approval.reminded';
    return record({ kind, at: new Date(nowMs), data: { date }, dedupeKey: `${kind}:${date}` });
  }
  const request = await prepareRequest(context, row, step, nowMs);
  const owner = { table: 'introduction', id: row.id, companyId: row.referrerId } as const;
  const result = request && (await requestMail(context, request, owner));
  if (result === 'mail_changed') {
    const at = new Date(nowMs);
    return record({ kind: 'mail.approval_lapsed', at, data: { mail: toMailKind(step) } });
  }
  return recordIntroduction(context, { ...ref, asOfMs: nowMs }, async (_loaded, em) => {
    if (result?.status === 'sent') {
      const { caseId, candidateId, referrerId } = row;
      const sent = { message_id: result.id, mail: result.kind, case_id: caseId, candidate_id: candidateId };
      const once = { at: new Date(nowMs), dedupeKey: `message.sent:${result.id}` };
      await emitEvent(em, referrerId, 'message.sent', sent, once);
    }
    return toOutcome(step, result, nowMs);
  });
}

/** What the company and the candidate's page learn of the attempt. */
function toOutcome(step: AskStep, result: MessageResult | null, nowMs: number): NewIntroductionFact {
  const at = new Date(nowMs);
  const messageId = result?.status === 'sent' ? result.id : null;
  if (step.kind === 'remind' && result?.status === 'skipped' && result.reason === 'daily_limit') {
    const kind = 'candidate.not_reminded';
    return { kind, at, data: { n: step.n, date: result.date }, dedupeKey: `${kind}:${step.n}` };
  }
  if (step.kind === 'remind') {
    return { kind: 'candidate.reminded', at, data: { messageId }, dedupeKey: 'candidate.reminded' };
  }
  if (messageId !== null) return { kind: 'candidate.asked', at, data: { messageId }, dedupeKey: 'candidate.asked' };
  const reason = result?.status === 'skipped' ? result.reason : 'no_address';
  const data = { n: step.n, reason, date: result?.date ?? toTokyoDate(nowMs) };
  return { kind: 'candidate.not_asked', at, data, dedupeKey: `candidate.not_asked:${step.n}` };
}

const toMailKind = ({ kind }: AskStep): IntroductionMailKind =>
  kind === 'ask' ? 'introduction_request' : 'introduction_reminder';

/** A skipped mail needs another key, because mail-service returns the first result of a known one. */
const toMailName = ({ kind, n }: AskStep): string => {
  if (kind === 'ask') return `ask:${n}`;
  return n === 1 ? 'reminder' : `reminder:${n}`;
};

function prepareRequest(
  { orm, publicUrl, linkSecret }: ActivityContext,
  row: Introduction,
  step: AskStep,
  nowMs: number,
): Promise<MessageRequest | null> {
  const key = `introduction:${row.id}:${toMailName(step)}`;
  const token = deriveLinkToken(linkSecret, key, 0);
  return withCompany(orm, row.referrerId, async (em) => {
    const loaded = await loadCase(em, row.caseId);
    if (loaded === null) return null;
    const mail = { kind: toMailKind(step), key, token, nowMs, publicUrl };
    const request = await buildIntroductionRequest(em, row, loaded, mail);
    if (request) await saveLink(em, loaded.row, 0, token);
    return request;
  });
}
