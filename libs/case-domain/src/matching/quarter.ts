import { tokyoDate, tokyoTimeMs } from '../calendar.ts';

/** When the calendar quarter in Tokyo of a moment began. */
export function quarterStartMs(nowMs: number): number {
  const [year = '', month = ''] = tokyoDate(nowMs).split('-');
  const first = Math.floor((Number(month) - 1) / 3) * 3 + 1;
  return tokyoTimeMs(`${year}-${String(first).padStart(2, '0')}-01`, 0);
}
