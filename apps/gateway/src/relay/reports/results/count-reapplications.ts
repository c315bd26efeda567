import type { CountedMeasure, ResultsReport } from '@goen/contracts/public';
import { toFactsAddress } from './facts-address.ts';
import type { Months } from './months.ts';
import type { Count } from './read-counts.ts';

/** Reapplications by the last mail that the person got before, beside the mails of that kind. */
export function countReapplications(
  counts: readonly Count[],
  before: readonly Count[],
  period: Months,
): ResultsReport['reapplications'] {
  const ofKind = (from: readonly Count[], measures: readonly CountedMeasure[], kind: string) =>
    from.filter(({ measure, detail }) => measures.includes(measure) && detail === kind);
  const sum = (from: readonly Count[]) => from.reduce((total, { count }) => total + count, 0);
  const kinds = [...counts, ...before]
    .filter(({ measure }) => [...mailMeasures, 'reapplications'].includes(measure))
    .map(({ detail }) => detail);
  return [...new Set(kinds)].toSorted().map((after) => {
    const mails = ofKind(counts, mailMeasures, after);
    const [first] = mails;
    return {
      after,
      mails: sum(mails),
      mails_facts: first === undefined ? null : toFactsAddress(period, first.measure, after),
      count: sum(ofKind(counts, ['reapplications'], after)),
      facts: toFactsAddress(period, 'reapplications', after),
      year_before: sum(ofKind(before, ['reapplications'], after)),
    };
  });
}

const mailMeasures: readonly CountedMeasure[] = ['mails', 're_invitation_mails'];
