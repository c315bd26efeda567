import { z } from 'zod';
import type { PollContext, ReportedItem } from '../../ats-vendor.ts';
import { type HerpCandidacy, herpCandidacy, herpRejection, herpUnRejection } from './herp-candidacy.ts';
import type { HerpClient } from './herp-client.ts';
import { type HerpCursor, tokyoDate } from './poll-window.ts';

/** HERP's clock and ours may differ by less than this. */
const clockSkewMs = 10 * 60_000;

type Reading = {
  readonly connectionId: string;
  readonly cursor: HerpCursor;
  readonly jobNames: ReturnType<typeof jobNamesOf>;
  readonly context: PollContext;
};

/** A page of rejected candidacies: what each tells, in order. */
export async function rejections(
  rows: readonly unknown[],
  { connectionId, cursor: { since, readAt }, jobNames, context }: Reading,
): Promise<ReportedItem[]> {
  const read = rows.map((row) => herpCandidacy.safeParse(row));
  const known = await context.findRejected(read.flatMap(({ data }) => data?.id ?? []));
  const isNews = (one: HerpCandidacy) => !isAsItWas(one, known.get(one.id), readAt);
  const names = await jobNames(read.flatMap(({ data }) => (data && isNews(data) ? (data.requisitionId ?? []) : [])));
  return read.map(({ data, error }): ReportedItem => {
    if (data === undefined) return { kind: 'refused', errors: unreadable(error) };
    if (data.status !== 'terminated' || data.terminationReason !== 'rejected')
      return { kind: 'ignored', reason: 'not_rejected' };
    if (isBefore(data, since)) return { kind: 'ignored', reason: 'before_since' };
    if (!isNews(data)) return { kind: 'ignored', reason: 'unchanged' };
    return herpRejection(data, { connectionId, jobName: names.get(data.requisitionId ?? '') ?? null });
  });
}

const unreadable = (error: z.ZodError) =>
  error.issues.map(({ path, message }) => ({
    pointer: `/${path.map(String).join('/')}`,
    code: 'not_valid',
    detail: message,
  }));

/**
 * Its rejection is known, and it has not changed since it was read. ReportedItem again, two candidacies of one person that
 * differ would each change the person's data back, with every poll.
 */
function isAsItWas({ terminatedAt, updatedAt }: HerpCandidacy, rejectedAt: Date | undefined, readAt: string | null) {
  if (rejectedAt?.getTime() !== Date.parse(terminatedAt ?? '') || readAt === null) return false;
  return Date.parse(updatedAt ?? '') < Date.parse(readAt) - clockSkewMs;
}

function isBefore({ terminatedAt }: HerpCandidacy, since: string): boolean {
  const at = new Date(terminatedAt ?? '');
  return !Number.isNaN(at.getTime()) && tokyoDate(at) < since;
}

/** Of active candidacies, those that we know as rejected. */
export async function takenBack(
  rows: readonly unknown[],
  connectionId: string,
  context: PollContext,
): Promise<ReportedItem[]> {
  const active = rows.flatMap((row) => herpCandidacy.safeParse(row).data ?? []).filter(isActive);
  const known = active.length === 0 ? new Map<string, Date>() : await context.findRejected(active.map(({ id }) => id));
  return active.flatMap((one) => {
    const rejectedAt = known.get(one.id);
    return rejectedAt ? [herpUnRejection(one, connectionId, rejectedAt, context.now())] : [];
  });
}

const isActive = ({ status }: HerpCandidacy) => status === 'active';

/** Names of requisitions by id, read as far as they are needed and kept for the run. */
export function jobNamesOf(client: HerpClient) {
  const requisition = z.object({ id: z.string(), name: z.string() });
  const names = new Map<string, string>();
  let page: number | null = 1;
  return async (ids: readonly string[]): Promise<ReadonlyMap<string, string>> => {
    while (page !== null && ids.some((id) => !names.has(id))) {
      const { requisitions, hasNextPage } = await client.requisitions(page);
      for (const one of requisitions.flatMap((row) => requisition.safeParse(row).data ?? []))
        names.set(one.id, one.name);
      page = hasNextPage ? page + 1 : null;
    }
    return names;
  };
}
