/** Tokyo has no daylight saving time. */
const offsetMs = 9 * 3_600_000;
const dayMs = 86_400_000;

/** Date, weekday (0 is Sunday) and hour of an instant in Asia/Tokyo. */
export function toTokyo(instant: string | number): { date: string; weekday: number; hour: number } {
  const shifted = new Date(new Date(instant).getTime() + offsetMs);
  return { date: shifted.toISOString().slice(0, 10), weekday: shifted.getUTCDay(), hour: shifted.getUTCHours() };
}

/** Calendar days from one `YYYY-MM-DD` to another. */
export const countDays = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / dayMs;

/** `2027年3月9日` */
export const toJapanese = (date: string): string => {
  const [year, month, day] = date.split('-').map(Number);
  return `${year}年${month}月${day}日`;
};

/** Calendar months from one `YYYY-MM-DD` to another, whatever their days. */
export const countMonths = (from: string, to: string): number => {
  const [start, end] = [from, to].map((date) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)));
  return (end ?? 0) - (start ?? 0);
};
