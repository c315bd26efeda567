import type { CaseRef, StepOf } from '@goen/candidate-case';
import { duplicateReferrals, nextStep, referralId, reversalId, tokyoDate } from '@goen/case-domain';
import {
  Candidate,
  CandidateAddress,
  type Em,
  emitEvent,
  type FollowUpCase,
  loadCase,
  type NewFact,
  referralFactsOf,
  wakeIntroductionsOf,
  wakeMatching,
  withCompany,
} from '@goen/case-store';
import {
  type Fact,
  maxOtherHashes,
  type ReferralPosting,
  type ReversalPosting,
  referralResult,
  reversalResult,
} from '@goen/contracts';
import { ApplicationFailure } from '@temporalio/common';
import type { ActivityContext } from '../activity-context.ts';
import { callService, readService } from '../services/call-service.ts';
import { record } from './record.ts';

/**
 * Posts one point for a consenting candidate, once for ever by `<caseId>:referral:<n>`. Facts are looked at once more
 * at each try: what was withdrawn or erased meanwhile is not referred, and the workflow looks again.
 */
export async function refer(context: ActivityContext, ref: CaseRef, { n }: StepOf<'refer'>): Promise<void> {
  const person = await personToRefer(context, ref, n);
  if (person === null) return;
  const posting: ReferralPosting = { id: referralId(ref.caseId, n), ...person, date: tokyoDate(ref.asOfMs) };
  const path = `/companies/${ref.companyId}/referrals`;
  const result = await callService(context.credit, path, posting, referralResult).catch((error: unknown) => {
    // The id with other inputs: it was posted, its answer was lost, and an address or a date changed since.
    if (!isConflict(error)) throw error;
    return readService(context.credit, `${path}/${encodeURIComponent(posting.id)}`, referralResult);
  });
  const at = new Date(ref.asOfMs);
  const dedupeKey = `referral:${n}`;
  await record(context, ref, async ({ row }, em) => {
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

/** Two candidates may have been found to be one while their points were under way: this one is then taken back. */
async function isSecondPoint(
  em: Em,
  { id, candidateId }: FollowUpCase,
  made: NewFact<'referral.made'>,
  n: number,
): Promise<boolean> {
  // The other case's point is either written by now, or waits for this lock.
  await em.execute('select 1 from candidate where id = ? for update', [candidateId]);
  const facts = await referralFactsOf(em, candidateId);
  const isKnown = facts.some((fact) => fact.kind === made.kind && fact.caseId === id && fact.data.n === n);
  const now = { ...made, seq: Number.MAX_SAFE_INTEGER, caseId: id, at: made.at.toISOString() } as Fact;
  return duplicateReferrals(isKnown ? facts : [...facts, now]).length > 0;
}

const isConflict = (error: unknown): boolean => error instanceof ApplicationFailure && error.type === 'entry_conflict';

type Step = StepOf<'reverse_referral'>;
/** A step that the version before decided tells no reason. */
type Reversal = Omit<Step, 'reason'> & Partial<Pick<Step, 'reason'>>;

/** Takes the point back by a new entry: the rejection that it stood on is no more, or it counts a person again. */
export async function reverseReferral(
  context: ActivityContext,
  ref: CaseRef,
  { n, entryId, reason = 'unrejected' }: Reversal,
): Promise<void> {
  const posting: ReversalPosting = { id: reversalId(entryId), entryId, reason };
  const path = `/companies/${ref.companyId}/reversals`;
  // A conflict: it was taken back before, for the other reason.
  await callService(context.credit, path, posting, reversalResult).catch((error: unknown) => {
    if (!isConflict(error)) throw error;
  });
  const at = new Date(ref.asOfMs);
  const data = { n, entryId: posting.id };
  await record(context, ref, async ({ row }, em) => {
    // Who is asked about a company by this point alone is asked no longer.
    await wakeIntroductionsOf(em, row.candidateId, new Date());
    return { kind: 'referral.reversed', at, data, dedupeKey: `referral-reversed:${n}` };
  });
}

/** The hashes of whom to refer, or null when the case no longer asks for this referral. */
function personToRefer(
  { orm }: ActivityContext,
  { caseId, companyId, asOfMs }: CaseRef,
  n: number,
): Promise<Pick<ReferralPosting, 'personHash' | 'otherHashes'> | null> {
  return withCompany(orm, companyId, async (em) => {
    const loaded = await loadCase(em, caseId, { lock: true });
    if (loaded === null) return null;
    const step = nextStep(loaded.file, asOfMs);
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
