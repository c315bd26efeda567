import type { CaseRef, StepOf } from '@goen/candidate-case';
import { findDuplicateReferrals, nextStep, toReferralId, toReversalId, toTokyoDate } from '@goen/case-domain';
import { Candidate, CandidateAddress, type Em, type FollowUpCase, withCompany } from '@goen/case-store';
import { type LoadedCase, loadCase, type NewFact, readReferralFacts } from '@goen/cases';
import {
  type Fact,
  maxOtherHashes,
  type ReferralPosting,
  type ReversalPosting,
  referralResult,
  reversalResult,
} from '@goen/contracts/internal';
import { wakeCandidateIntroductions, wakeMatchingSoon } from '@goen/relay';
import { emitEvent } from '@goen/webhooks';
import { ApplicationFailure } from '@temporalio/common';
import type { z } from 'zod';
import type { ActivityContext } from '../activity-context.ts';
import { callService, readService } from '../services/call-service.ts';
import { recordStep } from './record-step.ts';

/**
 * Posts one point for a consenting candidate, idempotent by `<caseId>:referral:<n>`. Each attempt evaluates the case
 * again: a consent withdrawn since is not referred, and the workflow decides again. A point that is already in the
 * ledger is recorded all the same, or it could never be reversed.
 */
export async function refer(context: ActivityContext, ref: CaseRef, { n }: StepOf<'refer'>): Promise<void> {
  const person = await personToRefer(context, ref, n);
  if (person === 'none') return;
  const result = person ? await post(context, ref, n, person) : await readPosted(context, ref, n);
  if (result === null) return;
  const at = new Date(ref.asOfMs);
  const dedupeKey = `referral:${n}`;
  await recordStep(context, ref, async ({ row }, em) => {
    if (result.status === 'refused') {
      return { kind: 'referral.refused', at, data: { n, reason: result.reason }, dedupeKey };
    }
    // A candidate joined the pool, and the company may have earned a credit.
    await wakeMatchingSoon(em, ref.companyId, new Date());
    if (result.earnedCredits > 0) {
      const earned = { credits: result.earnedCredits, case_id: ref.caseId, entry_id: result.entryId };
      await emitEvent(em, ref.companyId, 'credit.earned', earned, { at, dedupeKey: `earned:${result.entryId}` });
    }
    const made: NewFact<'referral.made'> = {
      kind: 'referral.made',
      at,
      data: { n, entryId: result.entryId },
      dedupeKey,
    };
    return (await isSecondPoint(em, row, made, n))
      ? [made, { kind: 'referral.duplicated', at, data: { n }, dedupeKey: `referral-duplicated:${n}` }]
      : made;
  });
}

type Person = Pick<ReferralPosting, 'personHash' | 'otherHashes'>;
type Result = z.output<typeof referralResult>;

const referralsPath = ({ companyId }: CaseRef) => `/companies/${companyId}/referrals`;

function post(context: ActivityContext, ref: CaseRef, n: number, person: Person): Promise<Result | null> {
  const posting: ReferralPosting = { id: toReferralId(ref.caseId, n), ...person, date: toTokyoDate(ref.asOfMs) };
  return callService(context.credit, referralsPath(ref), posting, referralResult).catch((error: unknown) => {
    // The id was posted before with other inputs: its answer was lost, and an address or the date changed since.
    if (!isFailureOfType(error, 'entry_conflict')) throw error;
    return readPosted(context, ref, n);
  });
}

/** The result of a posting whose answer was lost; null when nothing was posted. */
function readPosted({ credit }: ActivityContext, ref: CaseRef, n: number): Promise<Result | null> {
  const id = encodeURIComponent(toReferralId(ref.caseId, n));
  return readService(credit, `${referralsPath(ref)}/${id}`, referralResult).catch((error: unknown) => {
    if (!isFailureOfType(error, 'not_found')) throw error;
    return null;
  });
}

/** Two candidates may have been merged while both points were in flight: this one is then reversed. */
async function isSecondPoint(
  em: Em,
  { id, candidateId }: FollowUpCase,
  made: NewFact<'referral.made'>,
  n: number,
): Promise<boolean> {
  // The other case's point is either recorded already or waits for this lock.
  await em.execute('select 1 from candidate where id = ? for update', [candidateId]);
  const facts = await readReferralFacts(em, candidateId);
  const isKnown = facts.some((fact) => fact.kind === made.kind && fact.caseId === id && fact.data.n === n);
  const now = { ...made, seq: Number.MAX_SAFE_INTEGER, caseId: id, at: made.at.toISOString() } as Fact;
  return findDuplicateReferrals(isKnown ? facts : [...facts, now]).length > 0;
}

const isFailureOfType = (error: unknown, type: string): boolean =>
  error instanceof ApplicationFailure && error.type === type;

type Step = StepOf<'reverse_referral'>;
/** The reason is missing in steps of an older version. */
type Reversal = Omit<Step, 'reason'> & Partial<Pick<Step, 'reason'>>;

/** Reverses the point by a new entry: its rejection was un-rejected, or it counts a person twice. */
export async function reverseReferral(
  context: ActivityContext,
  ref: CaseRef,
  { n, entryId, reason = 'unrejected' }: Reversal,
): Promise<void> {
  const posting: ReversalPosting = { id: toReversalId(entryId), entryId, reason };
  const path = `/companies/${ref.companyId}/reversals`;
  // A conflict: it was reversed before, for the other reason.
  await callService(context.credit, path, posting, reversalResult).catch((error: unknown) => {
    if (!isFailureOfType(error, 'entry_conflict')) throw error;
  });
  const at = new Date(ref.asOfMs);
  const data = { n, entryId: posting.id };
  await recordStep(context, ref, async ({ row }, em) => {
    // An introduction that rests on this point alone must end.
    await wakeCandidateIntroductions(em, row.candidateId, new Date());
    return { kind: 'referral.reversed', at, data, dedupeKey: `referral-reversed:${n}` };
  });
}

const isRecorded = ({ row, file }: LoadedCase, n: number): boolean =>
  file.facts.some(
    (fact) =>
      (fact.kind === 'referral.made' || fact.kind === 'referral.refused') &&
      fact.caseId === row.id &&
      fact.data.n === n,
  );

/**
 * The hashes of the person to refer; null when the case no longer wants this referral, though it may have been posted;
 * `none` when nothing is left to record.
 */
function personToRefer(
  { orm }: ActivityContext,
  { caseId, companyId, asOfMs }: CaseRef,
  n: number,
): Promise<Person | 'none' | null> {
  return withCompany(orm, companyId, async (em) => {
    const loaded = await loadCase(em, caseId, { lock: true });
    if (loaded === null) return null;
    const step = nextStep(loaded.file, asOfMs);
    // An erasure never waits.
    if (step.kind === 'erase' || isRecorded(loaded, n)) return 'none';
    if (step.kind !== 'refer' || step.n !== n) return null;
    const { candidateId } = loaded.row;
    const { personHash } = await em.findOneOrFail(Candidate, { id: candidateId });
    if (!personHash) throw ApplicationFailure.retryable('candidate_without_address', 'candidate_without_address');
    const others = await em.find(
      CandidateAddress,
      { candidateId, personHash: { $ne: personHash } },
      { orderBy: { createdAt: 'desc', id: 'asc' }, limit: maxOtherHashes },
    );
    return { personHash, otherHashes: others.map((other) => other.personHash) };
  });
}
