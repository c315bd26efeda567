import type { CaseMailKind } from '@goen/contracts/workflow';
import { addMonths, tokyoDate } from './calendar.ts';
import { leavesAtMs, recheckAfterMs, regulatedSlot } from './due.ts';
import { jitterOf, momentIn } from './jitter.ts';
import { isSettled, lastLimitedDate, nextMailNumber } from './mails.ts';
import { hadBasisAt } from './regulated.ts';
import { furthestStage, latestOf, type Rejection } from './rejections.ts';
import { slotFrom } from './sending-days.ts';
import type { Pending, PendingMail, Situation } from './situation.ts';

export type RegulatedKind = Extract<CaseMailKind, 'relay_reminder' | 'first_follow_up' | 'second_follow_up'>;

/** A regulated mail on its date: null when it is dropped. `about`: the rejections it may name. */
export const regulatedMail = (
  situation: Situation,
  kind: RegulatedKind,
  date: string,
  about: readonly Rejection[],
  clock: Rejection,
): Pending | PendingMail | null => {
  const { caseId, facts, nowMs } = situation;
  const slot = regulatedSlot(situation, date, lastLimitedDate(facts, kind, clock.id));
  if (slot === null) return { atMs: nowMs + recheckAfterMs, next: kind, step: null };
  const dueMs = momentIn(slot, jitterOf(caseId, kind));
  if (dueMs <= nowMs && !hadBasisAt(situation, dueMs)) return null;
  // An earlier rejection of the case may have had this mail already; it is not named a second time.
  const rejections = about.filter(({ id }) => !isSettled(facts, kind, id));
  return {
    atMs: leavesAtMs(situation, dueMs, kind) ?? nowMs + recheckAfterMs,
    next: kind,
    dueMs,
    undoUntilMs: null,
    step: {
      kind: 'mail',
      mail: kind,
      n: nextMailNumber(facts),
      rejectionIds: rejections.map(({ id }) => id),
      stage: furthestStage(rejections),
    },
  };
};

const mailableOf = ({ standing }: Situation): readonly Rejection[] =>
  standing.live.filter(({ silent }) => silent === null);

/** The day from which a follow-up may leave, in calendar months after the last rejection's date in Tokyo. */
const dateOf = (clock: Rejection, months: number): string => addMonths(tokyoDate(clock.rejectedAtMs), months);

const followUp = (situation: Situation, kind: RegulatedKind, months: number): Pending | null => {
  const about = mailableOf(situation);
  const clock = latestOf(about);
  if (clock === undefined || isSettled(situation.facts, kind, clock.id)) return null;
  const date = dateOf(clock, months);
  const slot = slotFrom(date, situation.settings.hours);
  // Reported so late that its day is over: never caught up.
  if (slot !== null && slot.endMs <= clock.acceptedAtMs) return null;
  return regulatedMail(situation, kind, date, about, clock);
};

/** The follow-ups to come. Where both fall on one day, after a pause or an outage, only the second is written. */
export const followUps = (situation: Situation): readonly Pending[] => {
  const { firstFollowUpMonths, secondFollowUpMonths } = situation.settings;
  const second = followUp(situation, 'second_follow_up', secondFollowUpMonths);
  if (second === null) return [];
  const first = followUp(situation, 'first_follow_up', firstFollowUpMonths);
  const isFirstLate = first !== null && tokyoDate(second.atMs) <= tokyoDate(first.atMs);
  return first === null || isFirstLate ? [second] : [first, second];
};

/** The day of the first follow-up, sent or not: from it on, nobody is reminded of the invitation. */
export const firstFollowUpDate = (situation: Situation): string | null => {
  const clock = latestOf(mailableOf(situation));
  if (clock === undefined) return null;
  const date = dateOf(clock, situation.settings.firstFollowUpMonths);
  return regulatedSlot(situation, date, null)?.date ?? null;
};
