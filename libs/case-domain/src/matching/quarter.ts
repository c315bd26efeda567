import { tokyoDate, tokyoTimeMs } from '../calendar.ts';

/** The start of the calendar quarter in Tokyo that contains the instant, in milliseconds. */
export function quarterStartMs(nowMs: number): number {
  const [year = '', month = ''] = tokyoDate(nowMs).split('-');
  const firstMonth = Math.floor((Number(month) - 1) / 3) * 3 + 1;
  return tokyoTimeMs(`${year}-${String(firstMonth).padStart(2, '0')}-01`, 0);
}
