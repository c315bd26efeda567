import type { Step } from '@goen/case-domain';
import type { CaseRef, StepOf } from './messages.ts';

/**
 * A step, and what Temporal's UI shows of the case. No personal data. `skippedMs`: how far the case's clock was moved
 * ahead for a test of an integration; the times of the step are the workflow's.
 */
export type Decision = {
  readonly step: Step;
  readonly stage: string;
  readonly details: string;
  readonly skippedMs?: number;
};

/**
 * Implemented by the worker only. Each activity loads what it needs by id, does one thing, and records it as a fact
 * before it returns. All are idempotent: running one again changes nothing more.
 */
export interface CandidateCaseActivities {
  /** Loads the facts, evaluates `nextStep`, and stores the result on the case row for lists. Short: a local activity. */
  decide(ref: CaseRef): Promise<Decision>;
  refer(ref: CaseRef, step: StepOf<'refer'>): Promise<void>;
  reverseReferral(ref: CaseRef, step: StepOf<'reverse_referral'>): Promise<void>;
  /** Reminds a company's recruiters that mails await approval: at most once per company and day. */
  remindRecruiter(ref: CaseRef, step: StepOf<'remind_recruiter'>): Promise<void>;
  /** Deletes the data of a registration that nobody confirmed in time. */
  expireRegistration(ref: CaseRef, step: StepOf<'expire_registration'>): Promise<void>;
  suppress(ref: CaseRef): Promise<void>;
  erase(ref: CaseRef): Promise<void>;
  close(ref: CaseRef, step: StepOf<'close'>): Promise<void>;
}

export interface MailActivities {
  /**
   * Asks mail-service once with the key `<caseId>:mail:<n>` and records the mail as sent or skipped. Does nothing
   * outside the sending window or when the step is no longer due; the next decision then waits or moves on.
   */
  sendMail(ref: CaseRef, step: StepOf<'mail'>): Promise<void>;
}
