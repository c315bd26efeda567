import type { RowResult } from '@goen/ats';
import type { StoredStatus } from '@goen/case-store';
import { type ImportCounts, noCounts, type UndatedRejections, type UndatedRows } from '@goen/contracts/public';
import { toComparisonKey } from '@goen/contracts/text';
import { hasNoAddress, type Outcome } from './batch-outcome.ts';

/** What an import counts; saved with its cursor. */
export type Tally = {
  readonly counts: ImportCounts;
  readonly statuses: readonly StoredStatus[];
  readonly undated: UndatedRows | null;
};

export const emptyTally: Tally = { counts: noCounts, statuses: [], undated: null };

/**
 * Adds a batch: the results of its rows, and the outcomes of those that report a rejection. `chosen`: what the company
 * wants for rejections without a date.
 */
export function addBatch(
  before: Tally,
  results: readonly RowResult[],
  outcomes: readonly Outcome[],
  chosen: UndatedRejections | null,
): Tally {
  const others = results.length - outcomes.length;
  const counts = { ...noCounts, ...before.counts, not_a_rejection: before.counts.not_a_rejection + others };
  for (const outcome of outcomes) {
    counts[outcome.outcome] += 1;
    if (outcome.outcome === 'new' && hasNoAddress(outcome)) counts.without_address += 1;
  }
  const undated = (before.undated?.rows ?? 0) + countUndated(results, outcomes);
  return {
    counts,
    statuses: addStatuses(before.statuses, results),
    undated:
      undated === 0 ? null : { rows: undated, setting: chosen ?? 'no_rejection_mail', is_chosen: chosen !== null },
  };
}

/** New rejections without a date; known ones are not mailed again whatever the setting. */
function countUndated(results: readonly RowResult[], outcomes: readonly Outcome[]): number {
  const undated = new Set(
    results.flatMap((result) => (result.kind === 'rejection' && !result.dated ? [result.row] : [])),
  );
  return outcomes.filter(({ row, outcome }) => outcome === 'new' && undated.has(row)).length;
}

/** A status column has few values. Beyond these, statuses are counted together: the wrong column may be mapped. */
const maxStatuses = 100;
const maxStatusChars = 100;

const maxSpellings = 10;

/** Adds the statuses of a batch. Spellings with the same key are one status, shown as most of its rows write it. */
export function addStatuses(before: readonly StoredStatus[], results: readonly RowResult[]): StoredStatus[] {
  const byKey = new Map(before.map((entry) => [toKey(entry.status), { is_offer: false, ...entry }]));
  for (const { status, meaning } of results) {
    if (status === null) continue;
    const isListed = byKey.has(toKey(status)) || byKey.size < maxStatuses || meaning !== 'other';
    const key = isListed ? toKey(status) : null;
    const entry = byKey.get(key);
    if (entry) {
      entry.rows += 1;
      if (key !== null) Object.assign(entry, countSpelling(entry, status.slice(0, maxStatusChars)));
    } else {
      const shown = isListed ? status.slice(0, maxStatusChars) : null;
      byKey.set(key, { status: shown, rows: 1, is_rejection: meaning === 'rejection', is_offer: meaning === 'offer' });
    }
  }
  return [...byKey.values()];
}

/** Of as many rows, the spelling without radicals and invisible characters, else the first. */
function countSpelling({ status, rows, spellings }: StoredStatus, spelling: string): Partial<StoredStatus> {
  const counts = new Map(spellings ?? (status === null ? [] : [[status, rows - 1]]));
  if (counts.has(spelling) || counts.size < maxSpellings) counts.set(spelling, (counts.get(spelling) ?? 0) + 1);
  if (counts.size < 2) return {};
  const isPlain = (text: string) => text === text.normalize('NFKC') && !/\p{Cf}/u.test(text);
  const [commonest] = [...counts].toSorted(
    ([a, rowsOfA], [b, rowsOfB]) => rowsOfB - rowsOfA || Number(isPlain(b)) - Number(isPlain(a)),
  );
  return { spellings: [...counts], status: commonest?.[0] ?? status };
}

const toKey = (status: string | null): string | null =>
  status === null ? null : toComparisonKey(status.slice(0, maxStatusChars));
