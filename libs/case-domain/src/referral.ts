import { toTokyoDate } from './calendar.ts';
import { findLastSeq, selectFacts } from './facts.ts';
import { isResultOnly } from './keeping.ts';
import { recheckAfterMs } from './mail-timing.ts';
import { findRejectionsToAnswer } from './rejections-to-answer.ts';
import type { PendingStep, Situation } from './situation.ts';

/** The referral of the case that was made and not reversed. */
export const findUnreversedReferral = ({
  facts,
}: Situation): { readonly n: number; readonly entryId: string } | null => {
  const reversed = selectFacts(facts, 'referral.reversed').map(({ data }) => data.n);
  return selectFacts(facts, 'referral.made').findLast(({ data }) => !reversed.includes(data.n))?.data ?? null;
};

/** The unreversed referral when it counts a person twice: it has to be reversed. */
export const findReferralMarkedDuplicate = (situation: Situation): ReturnType<typeof findUnreversedReferral> => {
  const referral = findUnreversedReferral(situation);
  const isDuplicate = selectFacts(situation.facts, 'referral.duplicated').some(({ data }) => data.n === referral?.n);
  return isDuplicate ? referral : null;
};

/** Only a licence holder may place people with other companies (職業安定法 Art. 30, 33). The last day counts. */
export const isLicenceValid = (licence: Situation['licence'], nowMs: number): boolean =>
  licence !== null && toTokyoDate(nowMs) <= licence.expiresOn;

/** A consent refers once: after a refusal or a reversal it takes a new consent, or a new rejection after a reversal. */
const isConsentUsed = ({ facts, summary: { relay } }: Situation): boolean => {
  const reversedSeq = findLastSeq(facts, 'referral.reversed');
  const isReversedSince = reversedSeq > relay.lastGrantSeq && reversedSeq > findLastSeq(facts, 'rejection.reported');
  return isReversedSince || findLastSeq(facts, 'referral.refused') > relay.lastGrantSeq;
};

/** With a consent from an earlier case, the candidate must still get the result mail before they are referred. */
const mustAnswerFirst = (situation: Situation): boolean => {
  const { addressUnusable, live, relay } = situation.summary;
  if (addressUnusable) return false;
  const toAnswer = findRejectionsToAnswer(situation);
  return live.every(
    (rejection) => rejection.silent !== null || (toAnswer.includes(rejection) && rejection.seq > relay.lastGrantSeq),
  );
};

/** Whether the candidate is to be referred, as soon as the licence is valid and the result mail is out. */
export const isReferralWanted = (situation: Situation): boolean => {
  const { closed, closedReason, erasurePending, hired, live, relay } = situation.summary;
  return (
    // The relay knows people by their address.
    situation.addressState === null &&
    // It tests an integration, with people who do not exist.
    situation.settings.mailProvider !== 'sandbox' &&
    relay.state === 'granted' &&
    !erasurePending &&
    // A superseded case leaves the referral to the case that took over.
    !(closed && closedReason === 'superseded') &&
    !hired &&
    live.some(({ silent }) => silent === null) &&
    findUnreversedReferral(situation) === null &&
    !isConsentUsed(situation) &&
    !isResultOnly(situation)
  );
};

/** Plans the referral of a consenting candidate: immediately and at any hour, as it is not a mail. */
export const planReferral = (situation: Situation): PendingStep | null => {
  if (!isReferralWanted(situation) || mustAnswerFirst(situation)) return null;
  const { facts, licence, nowMs, summary } = situation;
  const next = 'referral';
  if (isLicenceValid(licence, nowMs)) {
    const n = 1 + selectFacts(facts, 'referral.reversed', 'referral.refused').length;
    return { atMs: nowMs, next, step: { kind: 'refer', n } };
  }
  // The licence is not a fact of the case: if the nudge about a new one is lost, the recheck finds it.
  const expiresAtMs = summary.relay.expiresAtMs ?? Number.POSITIVE_INFINITY;
  return { atMs: Math.min(nowMs + recheckAfterMs, expiresAtMs), next, step: null };
};
