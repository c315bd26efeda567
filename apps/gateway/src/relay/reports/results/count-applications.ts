import type { ResultsReport } from '@goen/contracts/public';
import { toFactsAddress } from './facts-address.ts';
import { shiftMonth } from './months.ts';
import type { Count } from './read-counts.ts';

type Known = {
  readonly counts: readonly Count[];
  readonly before: readonly Count[];
  readonly entered: ReadonlyMap<string, number>;
  readonly enteredBefore: ReadonlyMap<string, number>;
};
type Applications = ResultsReport['months'][number]['applications'];

/** The applications of a month beside those of the year before. Both are entered or both are reported. */
export function countApplications(month: string, { counts, before, entered, enteredBefore }: Known): Applications {
  const isOf = (wanted: string) => (count: Count) => count.measure === 'applications' && count.month === wanted;
  const reported = counts.filter(isOf(month)).map(({ detail, count }) => ({
    source: detail,
    count,
    facts: toFactsAddress({ from: month, to: month }, 'applications', detail),
  }));
  const lastYear = shiftMonth(month, -12);
  const reportedBefore = before.filter(isOf(lastYear));
  const isEntered = entered.get(month);
  return {
    count: isEntered ?? sum(reported),
    counted_by: isEntered === undefined ? 'reported' : 'entered',
    entered: isEntered ?? null,
    reported,
    year_before:
      isEntered === undefined
        ? reportedBefore.length === 0
          ? null
          : sum(reportedBefore)
        : (enteredBefore.get(lastYear) ?? null),
  };
}

const sum = (counts: readonly { readonly count: number }[]) => counts.reduce((total, { count }) => total + count, 0);
