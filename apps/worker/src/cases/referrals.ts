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
import { wakeCandidateIntroductions, wakeMatching } from '@goen/relay';
import { emitEvent } from '@goen/webhooks';
import { ApplicationFailure } from '@temporalio/common';
import type { z } from 'zod';
import type { ActivityContext } from '../activity-context.ts';
import { callService, readService } from '../services/call-service.ts';
import { recordStep } from './record-step.ts';

/**
 * Posts one point for a consenting candidate, once for ever by `<caseId>:referral:<n>`. Facts are looked at once more
 * at each try: what was withdrawn or erased meanwhile is not referred, and the workflow looks again. A point that is in
 * the books already is told of all the same, or nothing could ever take it back.
 */
export async function refer(context: ActivityContext, ref: CaseRef, { n }: StepOf<'refer'>): Promise<void> {
  const person = await personToRefer(context, ref, n);
  if (person === 'none') return;
  const result = person ? await post(context, ref, n, person) : await postedBefore(context, ref, n);
  if (result === null) return;
  const at = new Date(ref.asOfMs);
  const dedupeKey = `referral:${n}`;
  await recordStep(context, ref, async ({ row }, em) => {
    if (result.status === 'refused') {
      return { kind: 'referral.refused', at, data: { n, reason: result.reason }, dedupeKey };
    }
    // A candidate joined the pool, and perhaps a credit came with it.
    await wakeMatching(em, ref.companyId, new Date());
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

const referralsOf = ({ companyId }: CaseRef) => `/companies/${companyId}/referrals`;

function post(context: ActivityContext, ref: CaseRef, n: number, person: Person): Promise<Result | null> {
  const posting: ReferralPosting = { id: toReferralId(ref.caseId, n), ...person, date: toTokyoDate(ref.asOfMs) };
  return callService(context.credit, referralsOf(ref), posting, referralResult).catch((error: unknown) => {
    // The id with other inputs: it was posted, its answer was lost, and an address or a date changed since.
    if (!isOfType(error, 'entry_conflict')) throw error;
    return postedBefore(context, ref, n);
  });
}

/** What a posting whose answer was lost came to; null: there was none. */
function postedBefore({ credit }: ActivityContext, ref: CaseRef, n: number): Promise<Result | null> {
  const id = encodeURIComponent(toReferralId(ref.caseId, n));
  return readService(credit, `${referralsOf(ref)}/${id}`, referralResult).catch((error: unknown) => {
    if (!isOfType(error, 'not_found')) throw error;
    return null;
  });
}

/** Two candidates may have been found to be one while their points were under way: this one is then taken back. */
async function isSecondPoint(
  em: Em,
  { id, candidateId }: FollowUpCase,
  made: NewFact<'referral.made'>,
  n: number,
): Promise<boolean> {
  // The other case's point is either written by now, or waits for this lock.
  await em.execute('select 1 from candidate where id = ? for update', [candidateId]);
  const facts = await readReferralFacts(em, candidateId);
  const isKnown = facts.some((fact) => fact.kind === made.kind && fact.caseId === id && fact.data.n === n);
  const now = { ...made, seq: Number.MAX_SAFE_INTEGER, caseId: id, at: made.at.toISOString() } as Fact;
  return findDuplicateReferrals(isKnown ? facts : [...facts, now]).length > 0;
}

const isOfType = (error: unknown, type: string): boolean => error instanceof ApplicationFailure && error.type === type;

type Step = StepOf<'reverse_referral'>;
/** A step that the version before decided tells no reason. */
type Reversal = Omit<Step, 'reason'> & Partial<Pick<Step, 'reason'>>;

/** Takes the point back by a new entry: the rejection that it stood on is no more, or it counts a person again. */
export async function reverseReferral(
  context: ActivityContext,
  ref: CaseRef,
  { n, entryId, reason = 'unrejected' }: Reversal,
): Promise<void> {
  const posting: ReversalPosting = { id: toReversalId(entryId), entryId, reason };
  const path = `/companies/${ref.companyId}/reversals`;
  // A conflict: it was taken back before, for the other reason.
  await callService(context.credit, path, posting, reversalResult).catch((error: unknown) => {
    if (!isOfType(error, 'entry_conflict')) throw error;
  });
  const at = new Date(ref.asOfMs);
  const data = { n, entryId: posting.id };
  await recordStep(context, ref, async ({ row }, em) => {
    // Who is asked about a company by this point alone is asked no longer.
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
 * The hashes of whom to refer; null when the case no longer asks for this referral, which may be in the books though;
 * `none` when nothing is left to know of it.
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
    // Nothing keeps an erasure waiting.
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
