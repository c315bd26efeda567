import type { Fact, FactOf } from '@goen/contracts/workflow';
import { addMonths, instantMs, tokyoDate } from './calendar.ts';
import { factsOf, inOrder } from './facts.ts';
import { rejectionsOf } from './rejections.ts';

type Made = FactOf<'referral.made'>;

/**
 * The referrals of a person at one company whose points stand, in their order: neither reversed nor found to be a
 * duplicate, and not from before an erasure. `facts`: of every case of theirs; `n` counts within a case.
 */
export function standingReferrals(facts: readonly Fact[]): readonly Made[] {
  const ended = new Set(factsOf(facts, 'referral.reversed', 'referral.duplicated').map(keyOf));
  const erasedSeq = factsOf(facts, 'erasure.done').reduce((last, { seq }) => Math.max(last, seq), 0);
  return factsOf(inOrder(facts), 'referral.made').filter((made) => made.seq > erasedSeq && !ended.has(keyOf(made)));
}

/**
 * Those of them that count a person again within twelve months of an earlier one that stays: the ledger tells persons
 * apart by address, so it can't know of two candidates who turned out to be one. The first is the one that was earned.
 */
export function duplicateReferrals(facts: readonly Fact[]): readonly Made[] {
  const byDate = standingReferrals(facts).toSorted((a, b) => instantMs(a.at) - instantMs(b.at));
  const kept: Made[] = [];
  return byDate.filter((made) => {
    const isAgain = kept.some((earlier) => dateOf(made) < addMonths(dateOf(earlier), 12));
    if (!isAgain) kept.push(made);
    return isAgain;
  });
}

/** Whether a point of the person stands, and a rejection that it stands on. `facts`: of every case of theirs. */
export const isReferred = (facts: readonly Fact[]): boolean =>
  standingReferrals(facts).length > 0 && rejectionsOf(inOrder(facts)).live.length > 0;

const dateOf = ({ at }: Made): string => tokyoDate(instantMs(at));
const keyOf = ({ caseId, data }: { readonly caseId: string; readonly data: { readonly n: number } }) =>
  `${caseId}:${data.n}`;
