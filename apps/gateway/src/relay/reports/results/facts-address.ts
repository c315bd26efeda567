import type { CountedMeasure } from '@goen/contracts/public';
import type { Months } from './months.ts';

/** Where the facts of a number are listed. */
export const toFactsAddress = ({ from, to }: Months, measure: CountedMeasure, detail?: string): string =>
  `/v1/reports/results/facts?${new URLSearchParams({ from, to, measure, ...(detail !== undefined && { detail }) }).toString()}`;
