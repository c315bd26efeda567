import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';

/** Windows overlap: a row that moved between two pages is read in the next window. */
const overlapDays = 2;
const defaultSinceDays = 30;

/** The lists of a window, in order: offers are known before a rejection is. */
const herpLists = ['active', 'hired', 'refusedByCandidate', 'rejected'] as const;
/** Once a day all active candidacies are listed, however long ago they moved: who has waited long is found there alone. */
const waitingList = 'waiting';
const waitingDays = 730;

const date = z.iso.date();
const instant = z.iso.datetime();
const herpCursor = z.object({
  /** Earlier rejections are ignored. */
  since: date,
  /** Everything that changed before this date was read; null until the first window is complete. */
  through: date.nullable(),
  /** Date of the last full look-back. */
  sweptOn: date.nullable(),
  /** Start of the last complete window: changes before it have been read. */
  readAt: instant.nullable(),
  /** The window in progress and its next page. */
  walk: z
    .object({
      from: date,
      to: date,
      startedAt: instant,
      sweep: z.boolean(),
      list: z.enum([...herpLists, waitingList]),
      page: z.number().int().min(1),
    })
    .nullable(),
});
export type HerpCursor = z.infer<typeof herpCursor>;
export type HerpWalk = NonNullable<HerpCursor['walk']>;

/** The calendar date in Tokyo. */
export const toTokyoDate = (instant: Date): string =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO('Asia/Tokyo').toPlainDate().toString();

const subtractDays = (day: string, days: number): string => Temporal.PlainDate.from(day).subtract({ days }).toString();
const earliest = (...days: string[]): string => days.reduce((a, b) => (a < b ? a : b));

type WindowOptions = { readonly now: Date; readonly since: string | undefined; readonly lookBackDays: number };

/**
 * The window to read: the one in progress, or the next one, which overlaps the last. The first window of a day looks far
 * back, because HERP does not document whether ending a selection counts as a change of its step.
 */
export function planWindow(
  stored: unknown,
  { now, since: configuredSince, lookBackDays }: WindowOptions,
): HerpCursor & { walk: HerpWalk } {
  const today = toTokyoDate(now);
  const previous = herpCursor.safeParse(stored).data ?? null;
  const since = configuredSince ?? previous?.since ?? subtractDays(today, defaultSinceDays);
  const startsEarlier = previous === null || since < previous.since;
  if (previous?.walk && !startsEarlier) return { ...previous, since, walk: previous.walk };
  const through = previous?.through ?? null;
  const lookBackStart = subtractDays(today, lookBackDays);
  const overlapStart = subtractDays(earliest(through ?? today, today), overlapDays);
  const sweep = startsEarlier || through === null || previous?.sweptOn !== today;
  const from = sweep
    ? earliest(overlapStart, lookBackStart, ...(startsEarlier || through === null ? [since] : []))
    : overlapStart;
  const walk: HerpWalk = { from, to: today, startedAt: now.toISOString(), sweep, list: herpLists[0], page: 1 };
  return { since, through, sweptOn: previous?.sweptOn ?? null, readAt: previous?.readAt ?? null, walk };
}

function findNextList({ list, sweep }: HerpWalk): HerpWalk['list'] | null {
  if (list === waitingList) return null;
  return herpLists[herpLists.indexOf(list) + 1] ?? (sweep ? waitingList : null);
}

/** The dates between which the list of a window is read, both inclusive. */
export const findDates = ({ from, to, list }: HerpWalk) => ({
  stepUpdatedAtFrom: list === waitingList ? earliest(from, subtractDays(to, waitingDays)) : from,
  stepUpdatedAtTo: to,
});

/** The cursor after a page was accepted. A window is complete after the last page of its last list. */
export function advanceCursor(cursor: HerpCursor & { walk: HerpWalk }, hasNextPage: boolean): HerpCursor {
  const { walk } = cursor;
  if (hasNextPage) return { ...cursor, walk: { ...walk, page: walk.page + 1 } };
  const list = findNextList(walk);
  if (list !== null) return { ...cursor, walk: { ...walk, list, page: 1 } };
  const sweptOn = walk.sweep ? walk.to : cursor.sweptOn;
  return { ...cursor, through: walk.to, sweptOn, readAt: walk.startedAt, walk: null };
}
