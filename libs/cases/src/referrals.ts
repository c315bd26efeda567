import { findDuplicateReferrals } from '@goen/case-domain';
import type { Em } from '@goen/case-store';
import { FactRow, FollowUpCase, rowsOfPerson } from '@goen/case-store';
import type { Fact, FactKind } from '@goen/contracts/internal';
import { appendFact, factOf } from './facts.ts';
import { wake } from './wake.ts';

const deciding = [
  'rejection.reported',
  'application.unrejected',
  'referral.made',
  'referral.reversed',
  'referral.duplicated',
  'erasure.done',
] as const;

/** What tells which referrals of a person stand, and on what, of all of their cases at the company. */
export async function referralFactsOf(em: Em, candidateId: string): Promise<Fact[]> {
  const rows = [...(await rowsOfPerson(em, [candidateId])).keys()];
  const kinds: FactKind[] = [...deciding];
  const facts = await em.find(
    FactRow,
    { candidateId: { $in: rows }, kind: { $in: kinds } },
    { orderBy: { seq: 'asc' } },
  );
  return facts.map(factOf);
}

/**
 * Writes on the cases of a person which of their points count them a second time, and wakes these cases: each takes its
 * point back, whatever its state. The caller holds the locks of all of the person's cases.
 */
export async function markDuplicateReferrals(em: Em, candidateId: string, now: Date): Promise<void> {
  for (const { caseId, data } of findDuplicateReferrals(await referralFactsOf(em, candidateId))) {
    const of = await em.findOneOrFail(FollowUpCase, { id: caseId }, { refresh: true });
    const dedupeKey = `referral-duplicated:${data.n}`;
    await appendFact(em, of, { kind: 'referral.duplicated', at: now, data: { n: data.n }, dedupeKey });
    await wake(em, of, 'nudge', now);
  }
}
