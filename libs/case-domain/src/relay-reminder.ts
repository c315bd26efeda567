import { addDays, tokyoDate } from './calendar.ts';
import { firstFollowUpDate, regulatedMail } from './follow-ups.ts';
import { isSettled, mailsOf } from './mails.ts';
import { hasBasis } from './regulated.ts';
import { latestOf, type Rejection } from './rejections.ts';
import type { Pending, Situation } from './situation.ts';

type Invitation = { readonly seq: number; readonly date: string; readonly rejections: readonly Rejection[] };

/** The last invitation that was sent, with those of its rejections that still live. */
const lastInvitation = ({ facts, standing }: Situation): Invitation | null => {
  for (const fact of mailsOf(facts, 'rejection_relay').toReversed()) {
    const rejections = standing.live.filter(({ id }) => fact.data.rejectionIds.includes(id));
    if (fact.kind === 'mail.sent' && rejections.length > 0) return { seq: fact.seq, date: fact.data.date, rejections };
  }
  return null;
};

/** A yes that lapsed before the invitation leaves the question as open as if none had been given. */
const isOpen = ({ standing: { relay } }: Situation, invitation: Invitation): boolean =>
  relay.state === 'unknown' || (relay.state === 'lapsed' && relay.grantSeq < invitation.seq);

/** One reminder an invitation, while the person has not answered it. */
export const relayReminder = (situation: Situation): Pending | null => {
  const { facts, settings } = situation;
  const invitation = lastInvitation(situation);
  const clock = latestOf(invitation?.rejections ?? []);
  if (invitation === null || clock === undefined) return null;
  if (!settings.takesPartInRelay || !hasBasis(situation) || !isOpen(situation, invitation)) return null;
  if (invitation.rejections.some(({ id }) => isSettled(facts, 'relay_reminder', id))) return null;
  const date = addDays(invitation.date, settings.reminderAfterDays);
  const reminder = regulatedMail(situation, 'relay_reminder', date, invitation.rejections, clock);
  const endsOn = firstFollowUpDate(situation);
  return reminder && endsOn !== null && endsOn <= tokyoDate(reminder.atMs) ? null : reminder;
};
