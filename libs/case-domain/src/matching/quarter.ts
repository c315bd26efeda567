import { toTokyoDate, toTokyoMs } from '../calendar.ts';

/** The start of the calendar quarter in Tokyo that contains the instant, in milliseconds. */
export function findQuarterStartMs(nowMs: number): number {
  const [year = '', month = ''] = toTokyoDate(nowMs).split('-');
  const firstMonth = Math.floor((Number(month) - 1) / 3) * 3 + 1;
  return toTokyoMs(`${year}-${String(firstMonth).padStart(2, '0')}-01`, 0);
}
