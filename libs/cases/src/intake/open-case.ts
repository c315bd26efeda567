import { type CaseDescription, type CaseInput, describeCase } from '@goen/case-domain';
import { type Candidate, type FollowUpCase, type Rejection, toFact } from '@goen/case-store';
import type { Fact } from '@goen/contracts/internal';
import type { NewFactRow } from '../fact-rows.ts';
import { toKeepingStatedAt } from '../load-case.ts';
import { toQueueColumns } from '../projection/queue-columns.ts';
import { type IntakeRows, toStart } from './intake-rows.ts';
import type { Lookup } from './lookup.ts';

/** Cases by id, as they are after the intake. */
export type EvaluatedCases = Map<string, EvaluatedCase>;
export type EvaluatedCase = { readonly file: CaseInput; readonly description: CaseDescription };

/** The facts are not written yet: they sort after all that are. */
const lastSeq = Number.MAX_SAFE_INTEGER;

export const toUnwrittenFacts = (rows: readonly NewFactRow[]): Fact[] =>
  rows.map((row, index) => toFact({ ...row, seq: lastSeq - rows.length + index }));

/** A new case sleeps from the start: the rules already say when it first has something to do. */
export function openCase(
  candidate: Candidate,
  rejection: Rejection,
  newFacts: readonly NewFactRow[],
  lookup: Lookup,
  rows: IntakeRows,
  now: Date,
): EvaluatedCase {
  const { caseId } = rejection;
  const facts = [...(lookup.standingFacts.get(candidate.id) ?? []), ...toUnwrittenFacts(newFacts)];
  const { addressState = null } = candidate;
  const { areMailsPaused, licence, settings } = lookup;
  const file = { caseId, facts, addressState, areMailsPaused, licence, settings };
  const description = describeCase(file, now.getTime());
  candidate.keepUntil = description.keepUntil;
  candidate.invitableFrom = description.invitableFrom;
  candidate.keepingStatedAt = toKeepingStatedAt(file);
  candidate.resultOnly = description.keeping.kind === 'result_only';
  const wakeAt = description.nextAtMs === null ? now : new Date(description.nextAtMs);
  const opened: FollowUpCase = {
    id: caseId,
    companyId: candidate.companyId,
    candidateId: candidate.id,
    state: 'open',
    closedReason: null,
    stage: rejection.stage,
    nextStep: description.next,
    nextStepAt: wakeAt,
    openedAt: now,
    skippedSeconds: 0,
    mailWaitReason: null,
    mailWaitSince: null,
    ...toQueueColumns(description.mail),
  };
  rows.cases.push(opened);
  rows.outbox.push(toStart(opened, now));
  lookup.openCases.set(candidate.id, opened);
  return { file, description };
}
