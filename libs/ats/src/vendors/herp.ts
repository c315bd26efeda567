import { calendarDate } from '@goen/contracts';
import { z } from 'zod';
import { atsVendor, type OpenConnection, type PollContext, type Told } from '../vendor.ts';
import { type HerpCandidacy, herpCandidacy, herpRejection, herpUnRejection } from './herp-candidacy.ts';
import { type HerpClient, herpClient } from './herp-client.ts';
import { afterPage, nextWindow, tokyoDate } from './herp-window.ts';

export const herpSettings = z.strictObject({
  since: calendarDate
    .optional()
    .describe('rejections from this date on, in Tokyo; 30 days before the first run when not given'),
  poll_minutes: z.number().int().min(5).max(1_440).default(10).describe('how often HERP is asked'),
  look_back_days: z.number().int().min(7).max(365).default(90).describe('how far back the first run of a day looks'),
  write_back: z.boolean().default(true).describe('a comment on the timeline for what came of the follow-up'),
});
export type HerpSettings = z.infer<typeof herpSettings>;
export const herpSecrets = z.strictObject({ api_key: z.string().trim().min(1).max(1_000) });
export type HerpSecrets = z.infer<typeof herpSecrets>;

/** HERP has no webhooks: its lists are read again and again. */
export const herp = atsVendor<HerpSettings, HerpSecrets>({
  kind: 'herp',
  name: 'HERP Hire',
  settings: herpSettings,
  secrets: herpSecrets,
  poll: { everyMinutes: ({ poll_minutes: minutes }) => minutes, poll },
  async test({ secrets }, context) {
    const today = tokyoDate(context.now());
    const query = { status: 'terminated', stepUpdatedAtFrom: today, stepUpdatedAtTo: today } as const;
    await herpClient(secrets.api_key, context).candidacies(query, 1);
  },
});

async function* poll(
  { id: connectionId, settings, secrets }: OpenConnection<HerpSettings, HerpSecrets>,
  kept: unknown,
  context: PollContext,
) {
  const client = herpClient(secrets.api_key, context);
  const jobNames = jobNamesOf(client);
  const look = { today: tokyoDate(context.now()), since: settings.since, lookBackDays: settings.look_back_days };
  let cursor = nextWindow(kept, look);
  for (;;) {
    const { from: stepUpdatedAtFrom, to: stepUpdatedAtTo, list, page } = cursor.walk;
    const dates = { stepUpdatedAtFrom, stepUpdatedAtTo };
    const found =
      list === 'rejected'
        ? await client.candidacies({ ...dates, status: 'terminated', terminationReason: 'rejected' }, page)
        : await client.candidacies({ ...dates, status: 'active' }, page);
    const told =
      list === 'rejected'
        ? await rejections(found.candidacies, { connectionId, since: cursor.since, jobNames })
        : await takenBack(found.candidacies, connectionId, context);
    const { walk, ...rest } = afterPage(cursor, found.hasNextPage);
    yield { told, cursor: { ...rest, walk } };
    if (walk === null) return;
    cursor = { ...rest, walk };
  }
}

type Jobs = ReturnType<typeof jobNamesOf>;

async function rejections(
  rows: readonly unknown[],
  { connectionId, since, jobNames }: { connectionId: string; since: string; jobNames: Jobs },
): Promise<Told[]> {
  const read = rows.map((row) => herpCandidacy.safeParse(row));
  const names = await jobNames(read.flatMap(({ data }) => data?.requisitionId ?? []));
  return read.map(({ data, error }): Told => {
    if (data === undefined) return { kind: 'refused', errors: unreadable(error) };
    if (data.status !== 'terminated' || data.terminationReason !== 'rejected')
      return { kind: 'ignored', reason: 'not_rejected' };
    if (isBefore(data, since)) return { kind: 'ignored', reason: 'before_since' };
    return herpRejection(data, { connectionId, jobName: names.get(data.requisitionId ?? '') ?? null });
  });
}

const unreadable = (error: z.ZodError) =>
  error.issues.map(({ path, message }) => ({
    pointer: `/${path.map(String).join('/')}`,
    code: 'not_valid',
    detail: message,
  }));

function isBefore({ terminatedAt }: HerpCandidacy, since: string): boolean {
  const at = new Date(terminatedAt ?? '');
  return !Number.isNaN(at.getTime()) && tokyoDate(at) < since;
}

/** Of active candidacies, those that we know as rejected. */
async function takenBack(rows: readonly unknown[], connectionId: string, context: PollContext): Promise<Told[]> {
  const active = rows.flatMap((row) => herpCandidacy.safeParse(row).data ?? []).filter(isActive);
  const known = active.length === 0 ? new Map<string, Date>() : await context.rejectedOf(active.map(({ id }) => id));
  return active.flatMap((one) => {
    const rejectedAt = known.get(one.id);
    return rejectedAt ? [herpUnRejection(one, connectionId, rejectedAt, context.now())] : [];
  });
}

const isActive = ({ status }: HerpCandidacy) => status === 'active';

/** Names of requisitions by id, read as far as they are needed and kept for the run. */
function jobNamesOf(client: HerpClient) {
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
