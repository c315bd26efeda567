import { addDays, toTokyoDate } from './calendar.ts';
import { findFirstFollowUpDate } from './follow-ups.ts';
import { isBarredFromAsking } from './keeping.ts';
import { isMailSettled, selectMailFacts } from './mail-facts.ts';
import { planRegulatedMail } from './regulated-mail.ts';
import { hasBasis, isBarredFromInvitations } from './regulated-mail-conditions.ts';
import { findLatestRejection, type Rejection } from './rejections.ts';
import type { PendingStep, Situation } from './situation.ts';

type Invitation = { readonly seq: number; readonly date: string; readonly rejections: readonly Rejection[] };

/** The last relay invitation that was sent and still has live rejections. */
const findLastInvitation = ({ facts, summary }: Situation): Invitation | null => {
  for (const fact of selectMailFacts(facts, 'rejection_relay', 'relay_invitation').toReversed()) {
    const rejections = summary.live.filter(({ id }) => fact.data.rejectionIds.includes(id));
    if (fact.kind === 'mail.sent' && rejections.length > 0) return { seq: fact.seq, date: fact.data.date, rejections };
  }
  return null;
};

/** A consent that was granted before the invitation and has expired does not answer it. */
const isUnanswered = ({ summary: { relay } }: Situation, invitation: Invitation): boolean =>
  relay.state === 'unknown' || (relay.state === 'lapsed' && relay.lastGrantSeq < invitation.seq);

/** One reminder per invitation, while the person has not answered it and before the first follow-up. */
export const planRelayReminder = (situation: Situation): PendingStep | null => {
  const { facts, settings } = situation;
  const invitation = findLastInvitation(situation);
  const latest = findLatestRejection(invitation?.rejections ?? []);
  if (invitation === null || latest === undefined || isBarredFromInvitations(situation)) return null;
  if (isBarredFromAsking(situation)) return null;
  if (!settings.takesPartInRelay || !hasBasis(situation) || !isUnanswered(situation, invitation)) return null;
  if (invitation.rejections.some(({ id }) => isMailSettled(facts, 'relay_reminder', id))) return null;
  const date = addDays(invitation.date, settings.reminderAfterDays);
  const reminder = planRegulatedMail(situation, 'relay_reminder', date, invitation.rejections, latest);
  const followUpDate = findFirstFollowUpDate(situation);
  return reminder && followUpDate !== null && followUpDate <= toTokyoDate(reminder.atMs) ? null : reminder;
};
