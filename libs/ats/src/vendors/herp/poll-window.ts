import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';

/** Windows overlap by so many days: what moved between two pages of the last one is read in the next. */
const overlapDays = 2;
const firstLookDays = 30;

const date = z.iso.date();
const instant = z.iso.datetime();
const herpCursor = z.object({
  /** Rejections of earlier dates are not taken. */
  since: date,
  /** All that changed before this date was read; null before the first window was. */
  through: date.nullable(),
  /** When the long look back was done last. */
  sweptOn: date.nullable(),
  /** When the last window that was read to its end was begun: what is older than that was read as it is. */
  readAt: instant.nullable(),
  /** The window that is being read, and where its next page is. */
  walk: z
    .object({
      from: date,
      to: date,
      startedAt: instant,
      sweep: z.boolean(),
      list: z.enum(['rejected', 'active']),
      page: z.number().int().min(1),
    })
    .nullable(),
});
export type HerpCursor = z.infer<typeof herpCursor>;
export type HerpWalk = NonNullable<HerpCursor['walk']>;

/** The calendar date in Tokyo. */
export const tokyoDate = (at: Date): string =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO('Asia/Tokyo').toPlainDate().toString();

const daysBefore = (day: string, days: number): string => Temporal.PlainDate.from(day).subtract({ days }).toString();
const earliest = (...days: string[]): string => days.reduce((a, b) => (a < b ? a : b));

type Look = { readonly now: Date; readonly since: string | undefined; readonly lookBackDays: number };

/**
 * Where to read on: in the window that was begun, or in the next one, which overlaps the last. The first of a day
 * looks far back, for it is not known whether the end of a selection counts as a change of its step.
 */
export function nextWindow(kept: unknown, { now, since: wanted, lookBackDays }: Look): HerpCursor & { walk: HerpWalk } {
  const today = tokyoDate(now);
  const read = herpCursor.safeParse(kept);
  const before = read.success ? read.data : null;
  const since = wanted ?? before?.since ?? daysBefore(today, firstLookDays);
  const isWider = before === null || since < before.since;
  if (before?.walk && !isWider) return { ...before, since, walk: before.walk };
  const through = before?.through ?? null;
  const far = daysBefore(today, lookBackDays);
  const near = daysBefore(earliest(through ?? today, today), overlapDays);
  const sweep = isWider || through === null || before?.sweptOn !== today;
  const from = sweep ? earliest(near, far, ...(isWider || through === null ? [since] : [])) : near;
  const walk: HerpWalk = { from, to: today, startedAt: now.toISOString(), sweep, list: 'rejected', page: 1 };
  return { since, through, sweptOn: before?.sweptOn ?? null, readAt: before?.readAt ?? null, walk };
}

/** The cursor once a page was accepted: the window counts as read with the last page of its last list alone. */
export function afterPage(cursor: HerpCursor & { walk: HerpWalk }, hasNextPage: boolean): HerpCursor {
  const { walk } = cursor;
  if (hasNextPage) return { ...cursor, walk: { ...walk, page: walk.page + 1 } };
  if (walk.list === 'rejected') return { ...cursor, walk: { ...walk, list: 'active', page: 1 } };
  const sweptOn = walk.sweep ? walk.to : cursor.sweptOn;
  return { ...cursor, through: walk.to, sweptOn, readAt: walk.startedAt, walk: null };
}
