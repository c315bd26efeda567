import type { Fact, MailPreferences } from '@goen/contracts/workflow';
import { type Consent, readConsent } from './consents.ts';
import { findLastSeq, selectFacts } from './facts.ts';
import { holdsOffer } from './offers.ts';
import { readPreferences } from './preferences.ts';
import { type Registration, readRegistration } from './registration.ts';
import { isLatestUnrejected, type Rejections, readRejections } from './rejections.ts';
import { readStoppedMails, type StoppedMails } from './stopped-mails.ts';

/** What the facts add up to, for the person and for the case as a whole. */
export type FactSummary = Rejections & {
  readonly erasurePending: boolean;
  readonly erased: boolean;
  /** The person unsubscribed and mail-service has not recorded the suppression yet. */
  readonly suppressionPending: boolean;
  readonly stopped: StoppedMails;
  /** A permanent bounce or a complaint: no mail of any kind. */
  readonly addressUnusable: boolean;
  /** Holds an offer (内定) or a post at this company. */
  readonly hired: boolean;
  readonly reapplied: boolean;
  /** Their latest application was un-rejected, and an older rejection stands. */
  readonly isLatestUnrejected: boolean;
  /** `YYYY-MM-DD` in Tokyo. */
  readonly pausedUntil: string | null;
  readonly preferences: MailPreferences;
  readonly followUp: Consent;
  readonly relay: Consent;
  readonly registration: Registration | null;
  /** Closed, and neither reopened nor reported again since. */
  readonly closed: boolean;
  readonly closedReason: string | null;
};

/**
 * `facts` must be sorted: those of the case and those that concern the person. `caseId`: null for the person as a whole,
 * whose registrations are then left out.
 */
export const summariseFacts = (facts: readonly Fact[], nowMs: number, caseId: string | null = null): FactSummary => {
  const rejections = readRejections(facts);
  const erasedSeq = findLastSeq(facts, 'erasure.done');
  const closedSeq = findLastSeq(facts, 'case.closed');
  const reportedSeq = findLastSeq(facts, 'rejection.reported');
  const offerEndedSeq = findLastSeq(facts, 'candidate.offer_ended');
  const openedSeq = Math.max(reportedSeq, findLastSeq(facts, 'case.reopened'));
  const unsubscribedSeq = findLastSeq(facts, 'mail.unsubscribed');
  // Consents were erased with the profile: a person who applies again starts without any.
  const factsSinceErasure = facts.filter(({ seq }) => seq > erasedSeq);
  const followUp = readConsent(factsSinceErasure, 'follow_up', nowMs);
  const relay = readConsent(factsSinceErasure, 'relay', nowMs);
  const lastPause = selectFacts(facts, 'case.paused', 'case.resumed').at(-1);
  return {
    ...rejections,
    erasurePending: findLastSeq(facts, 'erasure.requested') > erasedSeq,
    erased: erasedSeq > reportedSeq,
    // Erasure suppresses the address itself and leaves none to send to mail-service.
    suppressionPending: unsubscribedSeq > Math.max(findLastSeq(facts, 'suppression.recorded'), erasedSeq),
    stopped: readStoppedMails(unsubscribedSeq, followUp, relay),
    addressUnusable: findLastSeq(facts, 'mail.bounced', 'mail.complained') > 0,
    hired:
      holdsOffer(facts) || rejections.live.some(({ silent, seq }) => silent === 'holds_offer' && seq > offerEndedSeq),
    reapplied: findLastSeq(facts, 'candidate.reapplied') > (rejections.live.at(-1)?.seq ?? Number.POSITIVE_INFINITY),
    isLatestUnrejected: isLatestUnrejected(facts, rejections),
    pausedUntil: lastPause?.kind === 'case.paused' ? lastPause.data.until : null,
    preferences: readPreferences(factsSinceErasure),
    followUp,
    relay,
    registration: caseId === null ? null : readRegistration(facts, caseId, erasedSeq),
    closed: closedSeq > openedSeq,
    closedReason: selectFacts(facts, 'case.closed').at(-1)?.data.reason ?? null,
  };
};
