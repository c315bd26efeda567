import { tokyoDate } from './calendar.ts';
import { recheckAfterMs } from './due.ts';
import { factsOf, lastSeq } from './facts.ts';
import { unansweredOf } from './rejection-mail.ts';
import type { Pending, Situation } from './situation.ts';

/** The referral whose point stands: made and not reversed. */
export const standingReferral = ({ facts }: Situation): { readonly n: number; readonly entryId: string } | null => {
  const reversed = factsOf(facts, 'referral.reversed').map(({ data }) => data.n);
  return factsOf(facts, 'referral.made').findLast(({ data }) => !reversed.includes(data.n))?.data ?? null;
};

/** The same, where it was found to count a person a second time: it is taken back. */
export const duplicateReferral = (situation: Situation): ReturnType<typeof standingReferral> => {
  const made = standingReferral(situation);
  const isDuplicate = factsOf(situation.facts, 'referral.duplicated').some(({ data }) => data.n === made?.n);
  return isDuplicate ? made : null;
};

/** Only a licence holder may introduce people between companies (職業安定法 Art. 30, 33). Its last day counts. */
export const licenceHolds = (licence: Situation['licence'], nowMs: number): boolean =>
  licence !== null && tokyoDate(nowMs) <= licence.expiresOn;
export const licenceIsValid = ({ licence, nowMs }: Situation): boolean => licenceHolds(licence, nowMs);

/** A yes is used up by what came of it; another yes, or another rejection after a reversal, may refer again. */
const consentIsUsed = ({ facts, standing: { relay } }: Situation): boolean => {
  const reversedSeq = lastSeq(facts, 'referral.reversed');
  const isReversedSince = reversedSeq > relay.grantSeq && reversedSeq > lastSeq(facts, 'rejection.reported');
  return isReversedSince || lastSeq(facts, 'referral.refused') > relay.grantSeq;
};

/** A yes from an earlier case may be at hand before the person was told of this rejection: first the result. */
const isUntold = (situation: Situation): boolean => {
  const { addressUnusable, live, relay } = situation.standing;
  if (addressUnusable) return false;
  const unanswered = unansweredOf(situation);
  return live.every((one) => one.silent !== null || (unanswered.includes(one) && one.seq > relay.grantSeq));
};

export const isReferralWanted = (situation: Situation): boolean => {
  const { closed, closedReason, erasurePending, hired, live, relay } = situation.standing;
  return (
    relay.state === 'granted' &&
    !erasurePending &&
    // The case that took the person over refers them.
    !(closed && closedReason === 'superseded') &&
    !hired &&
    live.some(({ silent }) => silent === null) &&
    standingReferral(situation) === null &&
    !consentIsUsed(situation)
  );
};

/** A consenting candidate is put into the relay at once, at any hour: it is no mail. */
export const referral = (situation: Situation): Pending | null => {
  if (!isReferralWanted(situation) || isUntold(situation)) return null;
  const { facts, nowMs, standing } = situation;
  const next = 'referral';
  if (licenceIsValid(situation)) {
    const n = 1 + factsOf(facts, 'referral.reversed', 'referral.refused').length;
    return { atMs: nowMs, next, step: { kind: 'refer', n } };
  }
  // The licence is no fact of the case: should its nudge be lost, the case finds it by itself.
  const lapsesAtMs = standing.relay.lapsesAtMs ?? Number.POSITIVE_INFINITY;
  return { atMs: Math.min(nowMs + recheckAfterMs, lapsesAtMs), next, step: null };
};
