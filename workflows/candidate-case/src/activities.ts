import type { Step } from '@goen/case-domain';
import type { CaseRef, StepOf } from './messages.ts';

/** What a mail step came to. `too_late`: its slot had ended when it came to sending; look again. */
export type MailOutcome = { readonly kind: 'recorded' } | { readonly kind: 'too_late' };

/** A step and how Temporal's UI may show the case: words without personal data. */
export type Decision = { readonly step: Step; readonly stage: string; readonly details: string };

/**
 * Implemented by the worker alone. Each loads what it needs by the ids, does one thing, and records it as a fact
 * before it returns; each may run again at any time and then changes nothing more.
 */
export interface CandidateCaseActivities {
  /** Loads the facts, asks `nextStep`, and keeps the answer on the case row for lists. Short: a local activity. */
  decide(ref: CaseRef): Promise<Decision>;
  refer(ref: CaseRef, step: StepOf<'refer'>): Promise<void>;
  reverseReferral(ref: CaseRef, step: StepOf<'reverse_referral'>): Promise<void>;
  /** Asks mail-service once a day and company for a note to its recruiters: mails wait for their yes. */
  remindRecruiter(ref: CaseRef, step: StepOf<'remind_recruiter'>): Promise<void>;
  suppress(ref: CaseRef): Promise<void>;
  erase(ref: CaseRef): Promise<void>;
  close(ref: CaseRef, step: StepOf<'close'>): Promise<void>;
}

export interface MailActivities {
  /** Asks mail-service once with the key `<caseId>:mail:<n>`, and records sent or skipped as a fact. */
  sendMail(ref: CaseRef, step: StepOf<'mail'>): Promise<MailOutcome>;
}
