import type {
  Application,
  Candidate,
  CandidateAddress,
  CandidateAlias,
  CandidateTag,
  Em,
  FollowUpCase,
  IdempotencyKey,
  OutboxRow,
  Rejection,
} from '@goen/case-store';
import { emitEvents } from '@goen/webhooks';
import type { NewFactRow } from '../fact-rows.ts';
import { toCaseUpdate } from '../projection/refresh-projection.ts';
import { closeAddressQuestions, openAddressQuestions, refreshOpenCases } from '../shared-address/address-questions.ts';

import { insertRows, writtenTables } from './insert-rows.ts';
import type { Lookup } from './lookup.ts';

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
  connectionId: null,
  importId: null,
  kind: 'nudge',
  wakeAt: now,
  stage: null,
  nextStep: null,
  attempts: 0,
});

/**
 * The set-based sibling of `recordFacts`: facts, webhooks and wake-ups of a whole intake with the rows they need, in one
 * statement. Changed candidates are written by the flush.
 */
export async function writeRows(
  em: Em,
  scope: IntakeScope,
  rows: IntakeRows,
  { hasEndpoint }: Pick<Lookup, 'hasEndpoint'>,
): Promise<void> {
  if (writtenTables.some(([name]) => rows[name].length > 0)) await insertRows(em, rows);
  if (hasEndpoint) await emitOpened(em, rows.cases);
  await em.flush();
  const { sharedAddresses, leftAddresses, changedSharers } = rows;
  if (sharedAddresses.size > 0) await openAddressQuestions(em, scope, sharedAddresses);
  if (leftAddresses.size > 0) await closeAddressQuestions(em, scope, leftAddresses);
  await refreshOpenCases(em, scope, [...changedSharers]);
}

/** All cases are of one company. */
async function emitOpened(em: Em, cases: readonly FollowUpCase[]): Promise<void> {
  const [first] = cases;
  if (first === undefined) return;
  await emitEvents(em, first.companyId, 'case.updated', cases.map(toCaseUpdate), { at: first.openedAt });
}
