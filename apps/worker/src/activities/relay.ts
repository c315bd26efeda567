import type { CaseRef, StepOf } from '@goen/candidate-case';
import { referralId, reversalId, tokyoDate } from '@goen/case-domain';
import { Candidate, FollowUpCase, withCompany } from '@goen/case-store';
import { type ReferralPosting, type ReversalPosting, referralResult, reversalResult } from '@goen/contracts';
import { ApplicationFailure } from '@temporalio/common';
import type { ActivityContext } from '../activity-context.ts';
import { callService } from '../services/call-service.ts';
import { record } from './record.ts';

/** Posts one point for a consenting candidate, once for ever by `<caseId>:referral:<n>`. */
export async function refer(context: ActivityContext, ref: CaseRef, { n }: StepOf<'refer'>): Promise<void> {
  const posting: ReferralPosting = {
    id: referralId(ref.caseId, n),
    personHash: await personHashOf(context, ref),
    date: tokyoDate(ref.asOfMs),
  };
  const result = await callService(context.credit, `/companies/${ref.companyId}/referrals`, posting, referralResult);
  const at = new Date(ref.asOfMs);
  const dedupeKey = `referral:${n}`;
  await record(context, ref, () =>
    result.status === 'posted'
      ? { kind: 'referral.made', at, data: { n, entryId: result.entryId }, dedupeKey }
      : { kind: 'referral.refused', at, data: { n, reason: result.reason }, dedupeKey },
  );
}

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

async function personHashOf({ orm }: ActivityContext, { caseId, companyId }: CaseRef): Promise<string> {
  return withCompany(orm, companyId, async (em) => {
    const row = await em.findOneOrFail(FollowUpCase, { id: caseId });
    const { personHash } = await em.findOneOrFail(Candidate, { id: row.candidateId });
    if (!personHash) throw ApplicationFailure.retryable('candidate_without_address', 'candidate_without_address');
    return personHash;
  });
}
