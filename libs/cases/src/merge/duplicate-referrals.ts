import { findDuplicateReferrals } from '@goen/case-domain';
import { type Em, FactRow, findMergedCandidates, toFact } from '@goen/case-store';
import type { Fact, FactKind } from '@goen/contracts/internal';
import { recordFacts } from '../record-facts.ts';

const referralFactKinds: readonly FactKind[] = [
  'rejection.reported',
  'application.unrejected',
  'referral.made',
  'referral.reversed',
  'referral.duplicated',
  'erasure.done',
];

/** The facts of all of a person's cases at the company that decide which of their referrals stand. */
export async function readReferralFacts(em: Em, candidateId: string): Promise<Fact[]> {
  const candidateIds = [...(await findMergedCandidates(em, [candidateId])).keys()];
  const facts = await em.find(
    FactRow,
    { candidateId: { $in: candidateIds }, kind: { $in: [...referralFactKinds] } },
    { orderBy: { seq: 'asc' } },
  );
  return facts.map(toFact);
}

/**
 * Marks the points that count a person a second time on their cases, and wakes these cases: each reverses its point,
 * whatever its state. The caller holds the locks of all of the person's cases.
 */
export async function markDuplicateReferrals(em: Em, candidateId: string, now: Date): Promise<void> {
  for (const { caseId, data } of findDuplicateReferrals(await readReferralFacts(em, candidateId))) {
    const { n } = data;
    const dedupeKey = `referral-duplicated:${n}`;
    const facts = { kind: 'referral.duplicated', at: now, data: { n }, dedupeKey } as const;
    await recordFacts({ em, now }, { caseId, facts });
  }
}
