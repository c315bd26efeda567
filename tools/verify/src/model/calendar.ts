import holidayJp from '@holiday-jp/holiday_jp';

/** Asia/Tokyo has no daylight saving time. */
const offsetMs = 9 * 3_600_000;
const dayMs = 86_400_000;
const maxBusinessDays = 5;

/** Sending hours in whole hours, as the model draws them. */
export type Hours = {
  readonly opensAt: number;
  readonly closesAt: number;
  readonly shortClosesAt: number;
  readonly everyDay: boolean;
  readonly closures: readonly string[];
};

export const toDate = (ms: number): string => new Date(ms + offsetMs).toISOString().slice(0, 10);
export const toMs = (date: string, hour: number): number => Date.parse(date) - offsetMs + hour * 3_600_000;
export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * dayMs).toISOString().slice(0, 10);
export const later = (a: string, b: string): string => (a < b ? b : a);
/** 0 is Sunday. */
const weekday = (date: string): number => new Date(date).getUTCDay();

/** Calendar months, clamped to the end of the month. */
export function addMonths(date: string, months: number): string {
  const [year, month, day] = date.split('-').map(Number);
  const first = Date.UTC(year ?? 0, (month ?? 1) - 1 + months, 1);
  const last = new Date(first);
  last.setUTCMonth(last.getUTCMonth() + 1, 0);
  return new Date(first + (Math.min(day ?? 1, last.getUTCDate()) - 1) * dayMs).toISOString().slice(0, 10);
}

const isHoliday = (date: string): boolean =>
  date in holidayJp.holidays || date.slice(5) >= '12-29' || date.slice(5) <= '01-03';

const isBusinessDay = (date: string, { closures }: Hours): boolean =>
  weekday(date) >= 1 && weekday(date) <= 5 && !isHoliday(date) && !closures.includes(date);

export const isSendingDay = (date: string, hours: Hours): boolean =>
  hours.everyDay ? !hours.closures.includes(date) : isBusinessDay(date, hours);

/** When mails may leave on a sending day; half-open. */
export function toWindow(date: string, hours: Hours): { readonly startMs: number; readonly endMs: number } {
  const next = addDays(date, 1);
  const isShort = weekday(date) === 5 || isHoliday(next) || hours.closures.includes(next);
  return {
    startMs: toMs(date, hours.opensAt),
    endMs: toMs(date, isShort ? hours.shortClosesAt : hours.closesAt),
  };
}

export function sendingDayFrom(date: string, hours: Hours): string {
  let day = date;
  while (!isSendingDay(day, hours)) day = addDays(day, 1);
  return day;
}

export function sendingDayUntil(date: string, hours: Hours): string {
  let day = date;
  while (!isSendingDay(day, hours)) day = addDays(day, -1);
  return day;
}

/** The first sending day whose window has not ended at this instant. */
export function sendingDayAt(ms: number, hours: Hours): string {
  const day = sendingDayFrom(toDate(ms), hours);
  return toWindow(day, hours).endMs > ms ? day : sendingDayFrom(addDays(day, 1), hours);
}

function addBusinessDays(date: string, days: number, hours: Hours): string {
  let day = date;
  for (let left = days; left > 0; ) {
    day = addDays(day, 1);
    if (isBusinessDay(day, hours)) left -= 1;
  }
  return day;
}

function addSendingDays(date: string, days: number, hours: Hours): string {
  let day = date;
  for (let left = days; left > 0; left -= 1) day = sendingDayFrom(addDays(day, 1), hours);
  return day;
}

export type ResultDelay = { readonly delayDays: number; readonly leastDays: number; readonly undoMinutes: number };
export type Reported = {
  readonly acceptedMs: number;
  /** Of a screening of documents; null: another stage, or not known. */
  readonly appliedOn: string | null;
};

/** Rules 13 and 60: the day of the result that answers these reports. */
export function findResultDay(reports: readonly Reported[], delay: ResultDelay, hours: Hours): string {
  const afterUndo = reports.map(({ acceptedMs }) => sendingDayAt(acceptedMs + delay.undoMinutes * 60_000, hours));
  const earliest = reports.map(({ acceptedMs, appliedOn }) => {
    const delayed = addSendingDays(toDate(acceptedMs), delay.delayDays, hours);
    return appliedOn === null ? delayed : later(delayed, addBusinessDays(appliedOn, delay.leastDays, hours));
  });
  const cap = reports
    .map(({ acceptedMs }) => addBusinessDays(toDate(acceptedMs), maxBusinessDays, hours))
    .reduce((a, b) => (a < b ? a : b));
  const wanted = earliest.reduce(later);
  return [...afterUndo, sendingDayFrom(wanted < cap ? wanted : cap, hours)].reduce(later);
}
