import { approvalOf, gated } from './approval.ts';
import { tokyoDate } from './calendar.ts';
import type { CaseFile, CloseReason, Step } from './case-file.ts';
import { followUps } from './follow-ups.ts';
import { duplicateReferral, referral, standingReferral } from './referral.ts';
import { regulatedMailsEnded } from './regulated.ts';
import { rejectionMail } from './rejection-mail.ts';
import { relayReminder } from './relay-reminder.ts';
import { isInsideSlot } from './sending-days.ts';
import { isMail, type Pending, type PendingMail, type Situation, situationOf } from './situation.ts';

/** Mails that are still to come. The result is told first; while it waits, nothing else is written. */
const pendingMails = (situation: Situation): readonly Pending[] => {
  if (situation.standing.closed || situation.standing.addressUnusable) return [];
  const result = rejectionMail(situation);
  if (result) return [result];
  if (regulatedMailsEnded(situation)) return [];
  const reminder = relayReminder(situation);
  return reminder ? [...followUps(situation), reminder] : followUps(situation);
};

const reasonOf = ({ standing }: Situation): CloseReason => {
  if (standing.addressUnusable) return 'address_unusable';
  if (standing.unsubscribed) return 'unsubscribed';
  return standing.reapplied ? 'reapplied' : 'story_told';
};

/** What the person or the ATS ended; null while the story goes on. */
const endOf = ({ standing }: Situation): CloseReason | null => {
  if (standing.erased) return 'erased';
  if (standing.live.length === 0) return standing.cancelled.length > 0 ? 'unrejected' : 'without_mail';
  if (standing.live.every(({ silent }) => silent !== null)) return 'without_mail';
  return standing.hired ? 'hired' : null;
};

/** The mails that are to come, by the rules alone; which of them wait for a person is another question. */
export const mailsToCome = (situation: Situation): readonly Pending[] =>
  endOf(situation) === null && !situation.standing.erasurePending ? pendingMails(situation) : [];

const isMissed = (situation: Situation, pending: PendingMail): boolean =>
  pending.dueMs <= situation.nowMs && approvalOf(situation, pending.step).state === 'awaiting';

/** Only while the slot is open, once a day for all cases of the company: whoever misses its moment first tells. */
const remindsRecruiter = (situation: Situation, mails: readonly Pending[]): boolean => {
  const { nowMs, remindedOn, settings } = situation;
  const isWanted = settings.recruiterEmail && isInsideSlot(nowMs, settings.hours);
  return (
    Boolean(isWanted) && remindedOn !== tokyoDate(nowMs) && mails.some((one) => isMail(one) && isMissed(situation, one))
  );
};

/** `mails` are those to come, for who knows them already. */
export const nextStepOf = (situation: Situation, mails = mailsToCome(situation)): Step => {
  const { nowMs, standing } = situation;
  if (standing.erasurePending) return { kind: 'erase' };
  if (standing.suppressionPending) return { kind: 'suppress' };
  const end = endOf(situation);
  const duplicate = duplicateReferral(situation);
  const made = duplicate ?? (end === 'unrejected' ? standingReferral(situation) : null);
  const reason = duplicate ? 'duplicate' : 'unrejected';
  if (made) return { kind: 'reverse_referral', n: made.n, entryId: made.entryId, reason };

  const wanted = end === null ? referral(situation) : null;
  const letGo = mails.map((one) => (isMail(one) ? gated(situation, one) : one));
  const pending = [...(wanted ? [wanted] : []), ...letGo];
  const due = pending.find(({ atMs, step }) => atMs <= nowMs && step !== null);
  if (due?.step) return due.step;
  if (remindsRecruiter(situation, mails)) return { kind: 'remind_recruiter', date: tokyoDate(nowMs) };
  const soonest = pending.reduce<Pending | null>((best, next) => (best && best.atMs <= next.atMs ? best : next), null);
  if (soonest) return { kind: 'wait', untilMs: soonest.atMs, next: soonest.next };
  return standing.closed ? { kind: 'none' } : { kind: 'close', reason: end ?? reasonOf(situation) };
};

/**
 * The whole course of a case: what it does now, or until when it waits. The same facts at the same instant give the
 * same answer; nothing is remembered but the facts.
 */
export const nextStep = (file: CaseFile, nowMs: number): Step => nextStepOf(situationOf(file, nowMs));
