import type { CaseRef, StepOf } from '@goen/candidate-case';
import { nextStep, referralId, reversalId, tokyoDate } from '@goen/case-domain';
import { Candidate, emitEvent, loadCase, wakeMatching, withCompany } from '@goen/case-store';
import {
  type ReferralPosting,
  type ReferralResult,
  type ReversalPosting,
  referralResult,
  reversalResult,
} from '@goen/contracts';
import { ApplicationFailure } from '@temporalio/common';
import type { ActivityContext } from '../activity-context.ts';
import { callService } from '../services/call-service.ts';
import { record } from './record.ts';

/**
 * Posts one point for a consenting candidate, once for ever by `<caseId>:referral:<n>`. Facts are looked at once more
 * at each try: what was withdrawn or erased meanwhile is not referred, and the workflow looks again.
 */
export async function refer(context: ActivityContext, ref: CaseRef, { n }: StepOf<'refer'>): Promise<void> {
  const personHash = await personToRefer(context, ref, n);
  if (personHash === null) return;
  const posting: ReferralPosting = { id: referralId(ref.caseId, n), personHash, date: tokyoDate(ref.asOfMs) };
  const path = `/companies/${ref.companyId}/referrals`;
  const result = await callService(context.credit, path, posting, referralResult).catch(postedBefore(posting.id));
  const at = new Date(ref.asOfMs);
  const dedupeKey = `referral:${n}`;
  await record(context, ref, async (_loaded, em) => {
    if (result.status === 'refused') {
      return { kind: 'referral.refused', at, data: { n, reason: result.reason }, dedupeKey };
    }
    // A candidate joined the pool, and perhaps a credit came with it.
    await wakeMatching(em, ref.companyId, new Date());
    if (result.earnedCredits > 0) {
      const earned = { credits: result.earnedCredits, case_id: ref.caseId, entry_id: result.entryId };
      await emitEvent(em, ref.companyId, 'credit.earned', earned, { at, dedupeKey: `earned:${result.entryId}` });
    }
    return { kind: 'referral.made', at, data: { n, entryId: result.entryId }, dedupeKey };
  });
}

/** The id with other inputs: the point was posted, its answer was lost, and an address or a date changed since. */
const postedBefore =
  (entryId: string) =>
  (error: unknown): ReferralResult => {
    if (error instanceof ApplicationFailure && error.type === 'entry_conflict') {
      return { status: 'posted', entryId, replayed: true, earnedCredits: 0 };
    }
    throw error;
  };

/** Takes the point back by a new entry: the rejection that it stood on is no more. */
export async function reverseReferral(
  context: ActivityContext,
  ref: CaseRef,
  { n, entryId }: StepOf<'reverse_referral'>,
): Promise<void> {
  const posting: ReversalPosting = { id: reversalId(entryId), entryId, reason: 'unrejected' };
  const result = await callService(context.credit, `/companies/${ref.companyId}/reversals`, posting, reversalResult);
  const data = { n, entryId: result.entryId };
  await record(context, ref, () => ({
    kind: 'referral.reversed',
    at: new Date(ref.asOfMs),
    data,
    dedupeKey: `referral-reversed:${n}`,
  }));
}

/** The hash of whom to refer, or null when the case no longer asks for this referral. */
function personToRefer(
  { orm }: ActivityContext,
  { caseId, companyId, asOfMs }: CaseRef,
  n: number,
): Promise<string | null> {
  return withCompany(orm, companyId, async (em) => {
    const loaded = await loadCase(em, caseId, { lock: true });
    if (loaded === null) return null;
    const step = nextStep(loaded.file, asOfMs);
    if (step.kind !== 'refer' || step.n !== n) return null;
    const { personHash } = await em.findOneOrFail(Candidate, { id: loaded.row.candidateId });
    if (!personHash) throw ApplicationFailure.retryable('candidate_without_address', 'candidate_without_address');
    return personHash;
  });
}
