import { addMonths } from '@goen/case-domain';

/** Months as `YYYY-MM`; `to` is part of the period. */
export type Months = { readonly from: string; readonly to: string };

/** The first day of the period, and the day after its last. */
export const toDays = ({ from, to }: Months): [string, string] => [`${from}-01`, addMonths(`${to}-01`, 1)];

export const shiftMonth = (month: string, months: number): string => addMonths(`${month}-01`, months).slice(0, 7);

export const shiftMonths = ({ from, to }: Months, months: number): Months => ({
  from: shiftMonth(from, months),
  to: shiftMonth(to, months),
});

export function listMonths({ from, to }: Months): string[] {
  const months: string[] = [];
  for (let month = from; month <= to; month = shiftMonth(month, 1)) months.push(month);
  return months;
}
