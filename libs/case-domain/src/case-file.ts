import {
  type CaseMailKind,
  type CompanySettings,
  type Fact,
  type StageKind,
  type StepName,
} from '@goen/contracts/workflow';

/** All that the next step of a case depends on. `facts` are this case's and the person's standing ones, by `seq`. */
export type CaseFile = {
  readonly caseId: string;
  readonly facts: readonly Fact[];
  readonly settings: CompanySettings;
  /** The operator's placement licence (職業安定法 Art. 30, 33): null or past its date, referrals wait. */
  readonly licence: { readonly expiresOn: string } | null;
  /** The last date on which the company's recruiters were reminded of mails that wait for their yes. */
  readonly remindedOn?: string | null;
};

export type CloseReason =
  | 'story_told'
  | 'unsubscribed'
  | 'address_unusable'
  | 'hired'
  | 'reapplied'
  | 'unrejected'
  | 'erased'
  | 'without_mail';

/** `n` counts the mails (or referrals) of the case from 1 on: with the case id it is the idempotency key. */
export type MailStep = {
  readonly kind: 'mail';
  readonly mail: CaseMailKind;
  readonly n: number;
  readonly rejectionIds: readonly string[];
  readonly stage: StageKind;
};

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
  /** A mail of the case missed its moment for want of a yes: the company's recruiters hear of it, once a day. */
  | { readonly kind: 'remind_recruiter'; readonly date: string }
  | { readonly kind: 'suppress' }
  | { readonly kind: 'erase' }
  | { readonly kind: 'close'; readonly reason: CloseReason }
  | { readonly kind: 'none' };
