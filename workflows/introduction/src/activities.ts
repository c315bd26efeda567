import type { IntroductionStep } from '@goen/case-domain';
import type { IntroductionRef } from './messages.ts';

/** A step, and what Temporal's UI shows of the introduction. No personal data. */
export type IntroductionDecision = {
  readonly step: IntroductionStep;
  readonly details: string;
};

/**
 * Implemented by the worker only. Each activity loads what it needs by id, does one thing, and records it as a fact
 * before it returns. All are idempotent: running one again changes nothing more.
 */
export interface IntroductionActivities {
  /** Loads the facts and evaluates `nextIntroductionStep`. Short: a local activity. */
  decideIntroduction(ref: IntroductionRef): Promise<IntroductionDecision>;
  holdCredit(ref: IntroductionRef): Promise<void>;
  provide(ref: IntroductionRef): Promise<void>;
  captureCredit(ref: IntroductionRef): Promise<void>;
  releaseCredit(ref: IntroductionRef): Promise<void>;
  closeIntroduction(ref: IntroductionRef): Promise<void>;
}

/** On the mail queue. Each does nothing when the step is no longer due; the next decision then waits or moves on. */
export interface IntroductionMailActivities {
  askCandidate(ref: IntroductionRef): Promise<void>;
  tellCompany(ref: IntroductionRef): Promise<void>;
}

/** One round of the relay. Each returns how many rows it changed. */
export interface RelayRoundActivities {
  /** Ends relay consents after their twelve months, also those of closed cases. */
  lapseConsents(): Promise<number>;
  /** Wakes introductions whose next step is overdue because a start was lost or their workflow died. */
  wakeOverdue(): Promise<number>;
  /** Releases or captures holds of introductions that ended without doing so. */
  settleHolds(): Promise<number>;
  /** Introduces candidates for open positions of companies with a credit. */
  matchPositions(): Promise<number>;
}
