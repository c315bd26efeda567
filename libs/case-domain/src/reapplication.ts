import type { CompanySettings } from '@goen/contracts/workflow';
import { addMonths, toTokyoDate } from './calendar.ts';

/**
 * From when a person may apply again: a date, or `from` null at any time. Null when the company says nothing about it.
 * `toKey` folds a job category as comparisons do.
 */
export const findReapplication = (
  { reapplication }: Pick<CompanySettings, 'reapplication'>,
  rejected: { readonly atMs: number; readonly jobCategory: string | null },
  toKey: (text: string) => string,
): { readonly from: string | null } | null => {
  if (reapplication === null) return null;
  const key = rejected.jobCategory === null ? null : toKey(rejected.jobCategory);
  const own = reapplication.categories.find(({ category }) => toKey(category) === key);
  const months = own?.months ?? reapplication.months;
  return { from: months === 0 ? null : addMonths(toTokyoDate(rejected.atMs), months) };
};
