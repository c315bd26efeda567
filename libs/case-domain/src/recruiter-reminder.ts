import type { ApprovalState, StepName } from '@goen/contracts/workflow';
import { readApproval } from './approval.ts';
import { addDays, toTokyoDate } from './calendar.ts';
import { computeJitter, pickInstantMs } from './jitter.ts';
import { findEarliestSendMs, recheckAfterMs } from './mail-timing.ts';
import { findWindowFrom, isInSendingWindow } from './sending-windows.ts';
import { isMail, type PendingMail, type PendingStep, type Situation } from './situation.ts';

/** Inside sending windows only, and once a day per company: `remindedOn` is shared by all its cases. */
const canRemind = ({ nowMs, remindedOn, settings }: Situation): boolean =>
  Boolean(settings.recruiterEmail) && isInSendingWindow(nowMs, settings.hours) && remindedOn !== toTokyoDate(nowMs);

const isWaiting = (state: ApprovalState, { isNoteMissing }: PendingMail): boolean =>
  state === 'awaiting' || (state !== 'held' && isNoteMissing === true);

/** It should have left by now, and waits for a member. */
export const isOverdue = (situation: Situation, pending: PendingMail): boolean =>
  pending.dueMs <= situation.nowMs && isWaiting(readApproval(situation, pending.step).state, pending);

export const isRecruiterReminderDue = (situation: Situation, mails: readonly PendingStep[]): boolean =>
  canRemind(situation) && mails.some((mail) => isMail(mail) && isOverdue(situation, mail));

/**
 * What a case does while several candidates share its address: it reminds the recruiters on each sending day, until a
 * member decides whose address it is. The decision wakes the case.
 */
export const planAddressReminder = (situation: Situation): PendingStep => planReminder(situation, 'address_decision');

/** Reminds now, or as soon as the recruiters may be reminded. */
export const planReminder = (situation: Situation, next: StepName): PendingStep => {
  const { nowMs } = situation;
  if (canRemind(situation)) {
    return { atMs: nowMs, next, step: { kind: 'remind_recruiter', date: toTokyoDate(nowMs) } };
  }
  return { atMs: findNextReminderMs(situation) ?? nowMs + recheckAfterMs, next, step: null };
};

/** Null: there is nobody to remind, or the sending hours never open. */
const findNextReminderMs = ({ caseId, nowMs, remindedOn, settings }: Situation): number | null => {
  if (!settings.recruiterEmail) return null;
  const today = toTokyoDate(nowMs);
  const kind = 'approval_reminder';
  if (remindedOn !== today) return findEarliestSendMs(nowMs, settings.hours, caseId, kind);
  const window = findWindowFrom(addDays(today, 1), settings.hours);
  return window && pickInstantMs(window, computeJitter(caseId, kind));
};
