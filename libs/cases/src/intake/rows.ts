import {
  Application,
  Candidate,
  CandidateAddress,
  CandidateAlias,
  CandidateTag,
  type Em,
  FollowUpCase,
  OutboxRow,
  Rejection,
} from '@goen/case-store';
import { emitEvents } from '@goen/webhooks';
import { insertFacts, type NewFactRow } from '../fact-rows.ts';
import { insertAll } from '../insert-all.ts';
import { toCaseUpdate } from '../projection/refresh-projection.ts';
import { closeAddressQuestions, openAddressQuestions, refreshOpenCases } from '../shared-address/address-questions.ts';

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
 * The set-based sibling of `recordFacts`: facts, webhooks and wake-ups of a whole intake, after the rows they need.
 * Changed candidates are written by the flush.
 */
export async function writeRows(em: Em, scope: IntakeScope, rows: IntakeRows): Promise<void> {
  await insertAll(em, Candidate, rows.candidates);
  await insertAll(em, CandidateAlias, rows.aliases);
  // The candidate may have had the address before.
  await insertAll(em, CandidateAddress, rows.addresses, 'on conflict do nothing');
  await insertAll(em, CandidateTag, rows.tags);
  await insertAll(em, Application, rows.applications);
  await insertAll(em, FollowUpCase, rows.cases);
  await insertAll(em, Rejection, rows.rejections);
  await insertFacts(em, rows.facts);
  await emitOpened(em, rows.cases);
  await insertAll(em, OutboxRow, rows.outbox);
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
