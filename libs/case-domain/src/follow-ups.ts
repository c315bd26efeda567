import { addMonths, toTokyoDate } from './calendar.ts';
import { isResultOnly } from './keeping.ts';
import { isMailSettled } from './mail-facts.ts';
import { findRegulatedWindow } from './mail-timing.ts';
import { wantsFirstFollowUp, wantsSecondFollowUp } from './preferences.ts';
import { planRegulatedMail, type RegulatedKind } from './regulated-mail.ts';
import { findLatestRejection, type Rejection } from './rejections.ts';
import { findWindowFrom } from './sending-windows.ts';
import { isMail, type PendingStep, type Situation } from './situation.ts';
import { isDuringSuspension } from './suspensions.ts';

const findMailableRejections = ({ summary }: Situation): readonly Rejection[] =>
  summary.live.filter(({ silent }) => silent === null);

/** The date from which a follow-up may leave: calendar months after the latest rejection's date in Tokyo. */
const toFollowUpDate = (latest: Rejection, months: number): string =>
  addMonths(toTokyoDate(latest.rejectedAtMs), months);

const planFollowUp = (situation: Situation, kind: RegulatedKind, months: number): PendingStep | null => {
  const rejections = findMailableRejections(situation);
  const latest = findLatestRejection(rejections);
  if (latest === undefined || isMailSettled(situation.facts, kind, latest.id)) return null;
  const date = toFollowUpDate(latest, months);
  const window = findWindowFrom(date, situation.settings.hours);
  // The rejection was reported after the follow-up's day, or a suspension held it back: it is skipped, not sent late.
  if (window !== null && window.endMs <= latest.acceptedAtMs) return null;
  if (window !== null && isDuringSuspension(window.endMs, situation.pastSuspensions)) return null;
  return planRegulatedMail(situation, kind, date, rejections, latest);
};

/** Until its day a position may open that the person wants to hear of; without one, the mail is dropped. */
const waitForOpening = (situation: Situation, planned: PendingStep): PendingStep | null => {
  const { nowMs, openings, summary } = situation;
  if (!isMail(planned) || wantsSecondFollowUp(summary.preferences, openings)) return planned;
  return planned.dueMs <= nowMs ? null : { atMs: planned.dueMs, next: 'opening', step: null };
};

/** The follow-ups still to come. When both fall on one day, after a pause or an outage, only the second is sent. */
export const planFollowUps = (situation: Situation): readonly PendingStep[] => {
  const { firstFollowUpMonths, secondFollowUpMonths } = situation.settings;
  if (isResultOnly(situation)) return [];
  const planned = planFollowUp(situation, 'second_follow_up', secondFollowUpMonths);
  const second = planned && waitForOpening(situation, planned);
  if (second === null) return [];
  if (!wantsFirstFollowUp(situation.summary.preferences)) return [second];
  const first = planFollowUp(situation, 'first_follow_up', firstFollowUpMonths);
  const isFirstTooLate = first !== null && toTokyoDate(second.atMs) <= toTokyoDate(first.atMs);
  return first === null || isFirstTooLate ? [second] : [first, second];
};

/** The date of the first follow-up, sent or not: no relay reminder is sent from then on. */
export const findFirstFollowUpDate = (situation: Situation): string | null => {
  const latest = findLatestRejection(findMailableRejections(situation));
  if (latest === undefined) return null;
  const date = toFollowUpDate(latest, situation.settings.firstFollowUpMonths);
  return findRegulatedWindow(situation, date, null)?.date ?? null;
};
