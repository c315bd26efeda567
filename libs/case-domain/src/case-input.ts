import type { AddressState, CompanySettings, Fact, TagId } from '@goen/contracts/workflow';

/** Everything that the next step of a case depends on. */
export type CaseInput = {
  readonly caseId: string;
  /** The facts of the case, and of the person's other cases those that concern the person. In any order. */
  readonly facts: readonly Fact[];
  readonly settings: CompanySettings;
  /** The operator's placement licence (職業安定法 Art. 30, 33). Referrals wait while it is null or has expired. */
  readonly licence: { readonly expiresOn: string } | null;
  /** Null when the candidate's address is theirs, as far as anyone knows. */
  readonly addressState?: AddressState | null;
  /** The company has paused all its mails, or the operator has suspended the company; left out: neither. */
  readonly areMailsPaused?: boolean;
  /** Suspensions of the company that are over, oldest first; times with an offset. */
  readonly pastSuspensions?: readonly { readonly from: string; readonly to: string }[];
  /** The last date (`YYYY-MM-DD`) on which the company's recruiters were reminded of mails that await approval. */
  readonly remindedOn?: string | null;
  /** The tags of each open position of the company; loaded only for people who set preferences. */
  readonly openings?: readonly (readonly TagId[])[];
  /** The latest date on which the person joined a company through an introduction; null: never. */
  readonly joinedOn?: string | null;
  /** False when the candidate has a later case. */
  readonly isCurrent?: boolean;
};
