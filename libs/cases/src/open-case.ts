import { describeCase } from '@goen/case-domain';
import type { Candidate, FollowUpCase, Rejection } from '@goen/case-store';
import type { Fact } from '@goen/contracts/internal';
import type { Lookup } from './intake-lookup.ts';
import { type IntakeFact, type IntakeRows, outboxRow } from './intake-rows.ts';
import { queueColumns } from './queue-columns.ts';

/** A new case sleeps from its first moment: when it looks at its facts first is known from the rules. */
export function openCaseFor(
  candidate: Candidate,
  rejection: Rejection,
  first: readonly IntakeFact[],
  lookup: Lookup,
  rows: IntakeRows,
  now: Date,
): void {
  const { caseId } = rejection;
  const standing = lookup.standing.get(candidate.id) ?? [];
  const facts = [
    ...standing,
    ...first.map((fact, n) => ({ ...fact, seq: lastSeq - first.length + n, at: now.toISOString() }) as Fact),
  ];
  const file = { caseId, facts, settings: lookup.settings, licence: lookup.licence };
  const seen = describeCase(file, now.getTime());
  const wakeAt = seen.nextAtMs === null ? now : new Date(seen.nextAtMs);
  const opened: FollowUpCase = {
    id: caseId,
    companyId: candidate.companyId,
    candidateId: candidate.id,
    state: 'open',
    closedReason: null,
    stage: rejection.stage,
    nextStep: seen.next,
    nextStepAt: wakeAt,
    openedAt: now,
    ...queueColumns(seen.mail),
  };
  rows.cases.push(opened);
  rows.outbox.push(outboxRow(rejection, 'start', wakeAt, now));
  lookup.openCases.set(candidate.id, opened);
}

/** After every fact there is: these are not written yet. */
const lastSeq = Number.MAX_SAFE_INTEGER;
