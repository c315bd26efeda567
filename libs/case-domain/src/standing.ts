import type { Fact } from '@goen/contracts/workflow';
import { type Consent, consentOf } from './consents.ts';
import { factsOf, lastSeq } from './facts.ts';
import { type Rejections, rejectionsOf } from './rejections.ts';

/** What the facts say about the person and the case as a whole. */
export type Standing = {
  readonly erasurePending: boolean;
  readonly erased: boolean;
  /** Refused further mails and mail-service does not know yet. */
  readonly suppressionPending: boolean;
  readonly unsubscribed: boolean;
  /** A permanent bounce or a complaint: no mail of any kind. */
  readonly addressUnusable: boolean;
  /** Holds an offer (内定) or a post at this company. */
  readonly hired: boolean;
  readonly reapplied: boolean;
  readonly pausedUntil: string | null;
  readonly followUp: Consent;
  readonly relay: Consent;
  /** Closed, and no rejection was reported since. */
  readonly closed: boolean;
  readonly closedReason: string | null;
};

export const standingOf = (facts: readonly Fact[], nowMs: number): Standing & Rejections => {
  const rejections = rejectionsOf(facts);
  const erasedSeq = lastSeq(facts, 'erasure.done');
  const closedSeq = lastSeq(facts, 'case.closed');
  const reportedSeq = lastSeq(facts, 'rejection.reported');
  const unsubscribedSeq = lastSeq(facts, 'mail.unsubscribed');
  // Who applies again after an erasure starts anew; what was agreed before went with the profile.
  const words = facts.filter(({ seq }) => seq > erasedSeq);
  const pause = factsOf(facts, 'case.paused', 'case.resumed').at(-1);
  return {
    ...rejections,
    erasurePending: lastSeq(facts, 'erasure.requested') > erasedSeq,
    erased: erasedSeq > reportedSeq,
    // Erasure suppresses the address itself, and leaves none to tell mail-service about.
    suppressionPending: unsubscribedSeq > Math.max(lastSeq(facts, 'suppression.recorded'), erasedSeq),
    unsubscribed: unsubscribedSeq > 0,
    addressUnusable: lastSeq(facts, 'mail.bounced', 'mail.complained') > 0,
    hired: lastSeq(facts, 'candidate.hired') > 0 || rejections.live.some(({ silent }) => silent === 'holds_offer'),
    reapplied: lastSeq(facts, 'candidate.reapplied') > (rejections.live.at(-1)?.seq ?? Number.POSITIVE_INFINITY),
    pausedUntil: pause?.kind === 'case.paused' ? pause.data.until : null,
    followUp: consentOf(words, 'follow_up', nowMs),
    relay: consentOf(words, 'relay', nowMs),
    closed: closedSeq > reportedSeq,
    closedReason: factsOf(facts, 'case.closed').at(-1)?.data.reason ?? null,
  };
};
