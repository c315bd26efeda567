import type { IntroductionStep } from '@goen/case-domain';
import type { IntroductionRef } from './messages.ts';

/** A step and how Temporal's UI may show the introduction: words without personal data. */
export type IntroductionDecision = {
  readonly step: IntroductionStep;
  readonly details: string;
};

/** What a mail step came to. `too_late`: its slot had ended when it came to sending; look again. */
export type AskOutcome = { readonly kind: 'recorded' } | { readonly kind: 'too_late' };

/**
 * Implemented by the worker alone. Each loads what it needs by the id, does one thing, and records it as a fact before
 * it returns; each may run again at any time and then changes nothing more.
 */
export interface IntroductionActivities {
  /** Loads the facts and asks `nextIntroductionStep`. Short: a local activity. */
  decideIntroduction(ref: IntroductionRef): Promise<IntroductionDecision>;
  holdCredit(ref: IntroductionRef): Promise<void>;
  provide(ref: IntroductionRef): Promise<void>;
  captureCredit(ref: IntroductionRef): Promise<void>;
  releaseCredit(ref: IntroductionRef): Promise<void>;
  closeIntroduction(ref: IntroductionRef): Promise<void>;
}

/** On the mail queue, which the server holds to a rate. */
export interface IntroductionMailActivities {
  askCandidate(ref: IntroductionRef): Promise<AskOutcome>;
  tellCompany(ref: IntroductionRef): Promise<AskOutcome>;
}

/** One round of the relay, run by a Schedule and at once when something came in. */
export interface RelayRoundActivities {
  /** Ends relay consents whose twelve months are over, also of closed cases. Returns how many. */
  lapseConsents(): Promise<number>;
  /** Wakes introductions whose next step is overdue: a lost start or a hold whose workflow died. Returns how many. */
  wakeOverdue(): Promise<number>;
  /** Ends holds whose introduction has ended without doing so. Returns how many. */
  settleHolds(): Promise<number>;
  /** Puts candidates before open positions of companies with a credit. Returns how many. */
  matchPositions(): Promise<number>;
}
