import { addDays, pickLaterDate, toTokyoDate } from './calendar.ts';
import { findFirstFollowUpDate } from './follow-ups.ts';
import { isBarredFromAsking } from './keeping.ts';
import { isMailSettled } from './mail-facts.ts';
import { planRegulatedMail } from './regulated-mail.ts';
import { isBarredFromInvitations } from './regulated-mail-conditions.ts';
import { findLatestRejection, type Rejection } from './rejections.ts';
import type { PendingStep, Situation } from './situation.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** Rejections whose result the ATS sent, reported in time and not yet followed by an invitation. */
const findRejectionsToInviteFor = ({ facts, settings, summary }: Situation): readonly Rejection[] =>
  summary.live.filter(
    ({ id, silent, noResult, rejectedAtMs, acceptedAtMs }) =>
      silent === null &&
      noResult === 'sent_by_ats' &&
      acceptedAtMs - rejectedAtMs <= settings.maxReportAgeDays * dayMs &&
      !isMailSettled(facts, 'relay_invitation', id),
  );

/**
 * Plans the relay invitation that goes out alone, some days after a result that the ATS sent. Off unless the company set
 * it with its own basis (特定電子メール法 Art. 3): proof of each consent, or a basis that a named member recorded.
 */
export const planRelayInvitation = (situation: Situation): PendingStep | null => {
  const { settings, summary } = situation;
  const { separateInvitation } = settings;
  if (!separateInvitation || !settings.takesPartInRelay || isBarredFromInvitations(situation)) return null;
  if (summary.relay.state !== 'unknown' && summary.relay.state !== 'lapsed') return null;
  if (isBarredFromAsking(situation)) return null;
  const rejections = findRejectionsToInviteFor(situation);
  const latest = findLatestRejection(rejections);
  if (latest === undefined) return null;
  const date = pickLaterDate(
    addDays(toTokyoDate(latest.rejectedAtMs), separateInvitation.afterDays),
    addDays(toTokyoDate(latest.acceptedAtMs), 1),
  );
  const basis = separateInvitation.basis.kind === 'opt_in' ? ('opt_in' as const) : ('address_notified' as const);
  const onItsBasis = { ...situation, settings: { ...settings, basis } };
  const invitation = planRegulatedMail(onItsBasis, 'relay_invitation', date, rejections, latest);
  const followUpDate = findFirstFollowUpDate(situation);
  return invitation && followUpDate !== null && followUpDate <= toTokyoDate(invitation.atMs) ? null : invitation;
};
