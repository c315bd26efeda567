import type {
  Application,
  Candidate,
  CandidateAddress,
  CandidateAlias,
  CandidateTag,
  FollowUpCase,
  IdempotencyKey,
  OutboxRow,
  Rejection,
} from '@goen/case-store';
import type { NewFactRow } from '../fact-rows.ts';

export type IntakeScope = { readonly companyId: string; readonly now: Date };

type IntakeOutboxRow = Omit<OutboxRow, 'id' | 'background' | 'nextAttemptAt' | 'createdAt'>;

/** The rows that an intake adds, collected in memory and written at once. */
export type IntakeRows = {
  candidates: Candidate[];
  aliases: CandidateAlias[];
  addresses: CandidateAddress[];
  tags: CandidateTag[];
  applications: Application[];
  cases: FollowUpCase[];
  rejections: Rejection[];
  facts: NewFactRow[];
  outbox: IntakeOutboxRow[];
  /** To requests with an Idempotency-Key. */
  responses: Omit<IdempotencyKey, 'leaseUntil' | 'createdAt'>[];
  /** Hashes of addresses that several candidates have from now on, and of those that a sharing candidate gave up. */
  sharedAddresses: Set<string>;
  leftAddresses: Set<string>;
  /** Ids of the candidates who are held from now on, or no longer. */
  changedSharers: Set<string>;
};

export const emptyRows = (): IntakeRows => ({
  candidates: [],
  aliases: [],
  addresses: [],
  tags: [],
  applications: [],
  cases: [],
  rejections: [],
  facts: [],
  outbox: [],
  responses: [],
  sharedAddresses: new Set(),
  leftAddresses: new Set(),
  changedSharers: new Set(),
});

/** The workflow of a new case sleeps until its next step. */
export const toStart = ({ id, companyId, stage, nextStep, nextStepAt }: FollowUpCase, now: Date): IntakeOutboxRow => ({
  ...toNudge({ caseId: id, companyId }, nextStepAt ?? now),
  kind: 'start',
  stage,
  nextStep,
});

export const toNudge = (
  { companyId, caseId }: Pick<Rejection, 'companyId' | 'caseId'>,
  now: Date,
): IntakeOutboxRow => ({
  companyId,
  caseId,
  introductionId: null,
  reInvitationId: null,
  connectionId: null,
  importId: null,
  kind: 'nudge',
  wakeAt: now,
  stage: null,
  nextStep: null,
  attempts: 0,
});
