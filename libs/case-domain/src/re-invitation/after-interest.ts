import type { ReInvitationFact, SendingHours } from '@goen/contracts/workflow';
import { parseInstantMs, toTokyoDate, toTokyoMs } from '../calendar.ts';
import { readMailApproval } from '../mail-approval.ts';
import { addSendingDays, findWindowOn } from '../sending-windows.ts';
import { approveWithinDays, planMail, type ReInvitationContext } from './plan-mail.ts';
import { findLastFact, findReplyMail, wasMailRefused, wasMailSent } from './re-invitation-facts.ts';
import type { ReInvitationStep } from './re-invitation-step.ts';

const dayMs = 24 * 60 * 60 * 1000;
/** Business days after the interest: the owner is reminded on the day it is due, and twice when it is overdue. */
const dueAfterBusinessDays = 2;
const reminderBusinessDays = [dueAfterBusinessDays, 3, 7] as const;
const giveUpAfterDays = 30;

/** The date until which an interest is to be answered: the second business day of the company after it. */
export const findInterestDueDate = (interestedAtMs: number, hours: SendingHours): string =>
  addSendingDays(toTokyoDate(interestedAtMs), dueAfterBusinessDays, hours);

/** Notifies the owner, reminds them until the company replied, and sends its reply. */
export function decideAfterInterest(
  context: ReInvitationContext,
  interest: Pick<ReInvitationFact, 'seq' | 'at'>,
): ReInvitationStep {
  const interestedAtMs = parseInstantMs(interest.at);
  const { facts, nowMs } = context;
  const replied = findLastFact(facts, 'company.replied');
  const mail = findReplyMail(facts);
  if (replied && mail !== null) {
    const isSettled =
      wasMailSent(facts, mail) ||
      wasMailRefused(facts, mail) ||
      readMailApproval(facts, context.approval, mail).isCancelled;
    if (isSettled) return { kind: 'close', ended: replied.data.reply === 'talk' ? 'talking' : 'declined' };
    const repliedAtMs = parseInstantMs(replied.at);
    const untilMs = repliedAtMs + approveWithinDays * dayMs;
    if (nowMs >= untilMs) return { kind: 'close', ended: 'unanswered' };
    return planMail(context, mail, { fromMs: repliedAtMs, untilMs, next: 'reply' });
  }
  const giveUpMs = interestedAtMs + giveUpAfterDays * dayMs;
  if (nowMs >= giveUpMs) return { kind: 'close', ended: 'unanswered' };
  const notified = findLastFact(facts, 'owner.notified', ({ seq }) => seq > interest.seq);
  const reminder = notified === undefined ? 0 : notified.data.reminder + 1;
  const dueMs = reminder === 0 ? nowMs : findReminderMs(context, interestedAtMs, reminder);
  if (dueMs === null || dueMs >= giveUpMs) return { kind: 'wait', untilMs: giveUpMs, next: 'company' };
  if (dueMs <= nowMs) return { kind: 'notify_owner', reminder };
  return { kind: 'wait', untilMs: dueMs, next: 'company' };
}

function findReminderMs({ hours }: ReInvitationContext, interestedAtMs: number, reminder: number): number | null {
  const days = reminderBusinessDays[reminder - 1];
  if (days === undefined) return null;
  const date = addSendingDays(toTokyoDate(interestedAtMs), days, hours);
  return findWindowOn(date, hours)?.startMs ?? toTokyoMs(date, 0);
}
