import type { Fact, FactOf } from '@goen/contracts/workflow';
import { addMonths, parseInstantMs, toTokyoDate } from './calendar.ts';
import { selectFacts, sortFacts } from './facts.ts';
import { readRejections } from './rejections.ts';

type ReferralFact = FactOf<'referral.made'>;

/** One person earns a company at most one point in this time. */
const monthsBetweenPoints = 12;

/**
 * The referrals of a person at one company whose points count: neither reversed nor marked as duplicates, and made after
 * the last erasure. Sorted. `facts`: of all cases of the person, as the number of a referral is unique only per case.
 */
export function findCountedReferrals(facts: readonly Fact[]): readonly ReferralFact[] {
  const ended = new Set(selectFacts(facts, 'referral.reversed', 'referral.duplicated').map(toReferralKey));
  const erasedSeq = selectFacts(facts, 'erasure.done').reduce((last, { seq }) => Math.max(last, seq), 0);
  return selectFacts(sortFacts(facts), 'referral.made').filter(
    (referral) => referral.seq > erasedSeq && !ended.has(toReferralKey(referral)),
  );
}

/**
 * The counted referrals within twelve months of an earlier one, which is kept. The ledger tells persons apart by
 * address, so it cannot know that two candidates are the same person.
 */
export function findDuplicateReferrals(facts: readonly Fact[]): readonly ReferralFact[] {
  const byDate = findCountedReferrals(facts).toSorted((a, b) => parseInstantMs(a.at) - parseInstantMs(b.at));
  const kept: ReferralFact[] = [];
  return byDate.filter((referral) => {
    const isDuplicate = kept.some(
      (earlier) => toReferralDate(referral) < addMonths(toReferralDate(earlier), monthsBetweenPoints),
    );
    if (!isDuplicate) kept.push(referral);
    return isDuplicate;
  });
}

/** Whether the person has a counted referral and still a live rejection. `facts`: of all cases of the person. */
export const isPersonReferred = (facts: readonly Fact[]): boolean =>
  findCountedReferrals(facts).length > 0 && readRejections(sortFacts(facts)).live.length > 0;

const toReferralDate = ({ at }: ReferralFact): string => toTokyoDate(parseInstantMs(at));
const toReferralKey = ({ caseId, data }: { readonly caseId: string; readonly data: { readonly n: number } }) =>
  `${caseId}:${data.n}`;
