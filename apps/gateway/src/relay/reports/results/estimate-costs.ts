import { toTokyoDate } from '@goen/case-domain';
import type { ResultsReport } from '@goen/contracts/public';
import type { CompanySettings } from '@goen/contracts/workflow';
import { listMonths, type Months } from './months.ts';

/** Uses the company's own figures only. The platform costs for each month of the period that has begun. */
export function estimateCosts(
  { figures }: Pick<CompanySettings, 'figures'>,
  counts: { readonly freeHires: number; readonly mails: number },
  period: Months,
  now: Date,
): ResultsReport['costs'] {
  if (!figures) return null;
  const hires = counts.freeHires * figures.costPerHireYen;
  const mails = Math.round((counts.mails * figures.minutesPerMail * figures.hourlyCostYen) / 60);
  const thisMonth = toTokyoDate(now.getTime()).slice(0, 7);
  const begun = listMonths(period).filter((month) => month <= thisMonth).length;
  const platform = figures.platformYenPerMonth === null ? null : figures.platformYenPerMonth * begun;
  return {
    currency: 'JPY',
    free_hires: counts.freeHires,
    hires,
    mails,
    recovered: hires + mails,
    platform,
    balance: platform === null ? null : hires + mails - platform,
  };
}
