import type { z } from 'zod';
import type { PollContext } from '../../ats-vendor.ts';
import type { ReportedItem } from '../../reported-item.ts';
import {
  type HerpCandidacy,
  herpCandidacy,
  isOffered,
  toHerpOffer,
  toHerpRejection,
  toHerpUnrejection,
} from './herp-candidacy.ts';
import type { JobNameLookup } from './job-names.ts';
import { type HerpCursor, toTokyoDate } from './poll-window.ts';

/** HERP's clock and ours differ by less than this. */
const clockSkewMs = 10 * 60_000;

export type PageContext = {
  readonly connectionId: string;
  readonly cursor: HerpCursor;
  readonly findJobNames: JobNameLookup;
  readonly context: PollContext;
};

/** One item per row of a page of rejected candidacies, in order. */
export async function reportRejected(
  rows: readonly unknown[],
  { connectionId, cursor: { since, readAt }, findJobNames, context }: PageContext,
): Promise<ReportedItem[]> {
  const parsedRows = rows.map((row) => herpCandidacy.safeParse(row));
  const rejectedAt = await context.findRejected(parsedRows.flatMap(({ data }) => data?.id ?? []));
  const isNew = (candidacy: HerpCandidacy) => !isUnchanged(candidacy, rejectedAt.get(candidacy.id), readAt);
  const requisitionIds = parsedRows.flatMap(({ data }) => (data && isNew(data) ? (data.requisitionId ?? []) : []));
  const jobNames = await findJobNames(requisitionIds);
  return parsedRows.map(({ data, error }): ReportedItem => {
    if (data === undefined) return { kind: 'refused', errors: toFieldErrors(error) };
    if (data.status !== 'terminated' || data.terminationReason !== 'rejected')
      return { kind: 'ignored', reason: 'not_rejected' };
    if (isBefore(data, since)) return { kind: 'ignored', reason: 'before_since' };
    if (!isNew(data)) return { kind: 'ignored', reason: 'unchanged' };
    return toHerpRejection(data, { connectionId, jobName: jobNames.get(data.requisitionId ?? '') ?? null });
  });
}

const toFieldErrors = (error: z.ZodError) =>
  error.issues.map(({ path, message }) => ({
    pointer: `/${path.map(String).join('/')}`,
    code: 'not_valid',
    detail: message,
  }));

/**
 * The rejection is known and the candidacy has not changed since it was read. Reporting it again would let two differing
 * candidacies of one person overwrite each other's data with every poll.
 */
function isUnchanged({ terminatedAt, updatedAt }: HerpCandidacy, rejectedAt: Date | undefined, readAt: string | null) {
  if (rejectedAt?.getTime() !== Date.parse(terminatedAt ?? '') || readAt === null) return false;
  return Date.parse(updatedAt ?? '') < Date.parse(readAt) - clockSkewMs;
}

function isBefore({ terminatedAt }: HerpCandidacy, since: string): boolean {
  const terminated = new Date(terminatedAt ?? '');
  return !Number.isNaN(terminated.getTime()) && toTokyoDate(terminated) < since;
}

/** One event for each hired candidacy, or for each declined one that had an offer. */
export function reportEnded(
  rows: readonly unknown[],
  list: 'hired' | 'refusedByCandidate',
  { connectionId, cursor, context }: PageContext,
): ReportedItem[] {
  const ended = parseRows(rows).filter((row) => row.terminationReason === list && isUnread(row, cursor));
  const type = list === 'hired' ? 'candidate.hired' : 'candidate.offer_ended';
  return ended
    .filter((row) => list === 'hired' || isOffered(row))
    .map((row) => toHerpOffer(row, connectionId, type, context.now()));
}

/** For the active candidacies: the offers, and an un-rejection for each that we know as rejected. */
export async function reportActive(
  rows: readonly unknown[],
  { connectionId, cursor, context }: PageContext,
): Promise<ReportedItem[]> {
  const active = parseRows(rows).filter(({ status }) => status === 'active');
  if (active.length === 0) return [];
  const knownRejections = await context.findRejected(active.map(({ id }) => id));
  return active.flatMap((candidacy) => {
    const now = context.now();
    const rejectedAt = knownRejections.get(candidacy.id);
    const hasOffer = isOffered(candidacy) && isUnread(candidacy, cursor);
    return [
      ...(hasOffer ? [toHerpOffer(candidacy, connectionId, 'candidate.hired', now)] : []),
      ...(rejectedAt ? [toHerpUnrejection(candidacy, connectionId, rejectedAt, now)] : []),
    ];
  });
}

const parseRows = (rows: readonly unknown[]): HerpCandidacy[] =>
  rows.flatMap((row) => herpCandidacy.safeParse(row).data ?? []);

/** Once a day everything is reported again: an offer may be older than the version that reads offers. */
function isUnread({ updatedAt }: HerpCandidacy, { readAt, walk }: HerpCursor): boolean {
  const isOld = readAt !== null && Date.parse(updatedAt ?? '') < Date.parse(readAt) - clockSkewMs;
  return walk?.sweep === true || !isOld;
}
