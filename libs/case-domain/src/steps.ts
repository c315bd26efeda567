import type { CaseMailKind, StageKind, StepName } from '@goen/contracts/workflow';

export type CloseReason =
  | 'story_told'
  | 'unsubscribed'
  | 'address_unusable'
  | 'hired'
  | 'reapplied'
  | 'unrejected'
  | 'erased'
  | 'without_mail'
  | 'registration_ended';

/** `n` counts the mails of the case from 1: together with the case id it is the idempotency key. */
export type MailStep = {
  readonly kind: 'mail';
  readonly mail: CaseMailKind;
  readonly n: number;
  readonly rejectionIds: readonly string[];
  readonly stage: StageKind;
};

/** What a case does next. Steps are saved in workflow histories: their fields and values must not change. */
export type Step =
  | { readonly kind: 'wait'; readonly untilMs: number; readonly next: StepName }
  | MailStep
  | { readonly kind: 'refer'; readonly n: number }
  | {
      readonly kind: 'reverse_referral';
      readonly n: number;
      readonly entryId: string;
      readonly reason: 'unrejected' | 'duplicate';
    }
  /** A mail was not sent in time because it was not approved: the company's recruiters are reminded once a day. */
  | { readonly kind: 'remind_recruiter'; readonly date: string }
  /** Nobody confirmed it in time: its data is deleted. */
  | { readonly kind: 'expire_registration'; readonly registrationId: string }
  | { readonly kind: 'suppress' }
  | { readonly kind: 'erase' }
  | { readonly kind: 'close'; readonly reason: CloseReason }
  | { readonly kind: 'none' };

const stepNames: Readonly<Record<Exclude<Step['kind'], 'wait' | 'mail'>, StepName>> = {
  refer: 'referral',
  remind_recruiter: 'approval_reminder',
  reverse_referral: 'referral_reversal',
  expire_registration: 'registration_expiry',
  suppress: 'suppression',
  erase: 'erasure',
  close: 'close',
  none: 'none',
};

/** The name of the step that sends this mail. */
export const toMailStepName = (mail: CaseMailKind): StepName =>
  mail === 'rejection' || mail === 'rejection_relay' || mail === 'rejection_late' ? 'rejection_mail' : mail;

/** The name of a step in lists and searches; a wait has the name of the step it waits for. */
export const toStepName = (step: Step): StepName => {
  if (step.kind === 'wait') return step.next;
  if (step.kind !== 'mail') return stepNames[step.kind];
  return toMailStepName(step.mail);
};
