import { calendarDate } from '@goen/contracts/public';
import { z } from 'zod';
import { applicationUrl } from '../../application-url.ts';
import { defineAtsVendor, type OpenConnection, type PollContext } from '../../ats-vendor.ts';
import type { ReportedItem } from '../../reported-item.ts';
import { createHerpClient } from './herp-client.ts';
import { createJobNameLookup } from './job-names.ts';
import { advanceCursor, findDates, type HerpWalk, planWindow, toTokyoDate } from './poll-window.ts';
import { readSelection } from './read-selection.ts';
import { type PageContext, reportActive, reportEnded, reportRejected } from './report-page.ts';

export const herpSettings = z.strictObject({
  since: calendarDate
    .optional()
    .describe('rejections from this date on (Tokyo); default: 30 days before the first poll'),
  poll_minutes: z.number().int().min(5).max(1_440).default(10).describe('minutes between polls'),
  look_back_days: z.number().int().min(7).max(365).default(90).describe('how far back the first poll of a day looks'),
  application_url: applicationUrl.optional(),
  write_back: z.boolean().default(true).describe('whether to comment on the timeline about the follow-up'),
});
export type HerpSettings = z.infer<typeof herpSettings>;
export const herpSecrets = z.strictObject({ api_key: z.string().trim().min(1).max(1_000) });
export type HerpSecrets = z.infer<typeof herpSecrets>;

/** HERP has no webhooks: its lists are polled. */
export const herp = defineAtsVendor<HerpSettings, HerpSecrets>({
  kind: 'herp',
  name: 'HERP Hire',
  settings: herpSettings,
  secrets: herpSecrets,
  applicationUrl: ({ application_url: url }) => url ?? null,
  poll: { everyMinutes: ({ poll_minutes: minutes }) => minutes, poll },
  async test({ secrets }, context) {
    const today = toTokyoDate(context.now());
    const query = { status: 'terminated', stepUpdatedAtFrom: today, stepUpdatedAtTo: today } as const;
    // A person is waiting for the response, so do not wait out the rate limit.
    await createHerpClient(secrets.api_key, context, { maxWaits: 0 }).candidacies(query, 1);
  },
});

function reportPage(
  list: HerpWalk['list'],
  candidacies: readonly unknown[],
  page: PageContext,
): Promise<readonly ReportedItem[]> | readonly ReportedItem[] {
  switch (list) {
    case 'active':
      return reportActive(candidacies, page);
    case 'rejected':
      return reportRejected(candidacies, page);
    case 'waiting':
      return [];
    case 'hired':
    case 'refusedByCandidate':
      return reportEnded(candidacies, list, page);
  }
}

async function* poll(
  { id: connectionId, settings, secrets }: OpenConnection<HerpSettings, HerpSecrets>,
  storedCursor: unknown,
  context: PollContext,
) {
  const client = createHerpClient(secrets.api_key, context);
  const findJobNames = createJobNameLookup(client);
  const options = { now: context.now(), since: settings.since, lookBackDays: settings.look_back_days };
  let cursor = planWindow(storedCursor, options);
  for (;;) {
    const { list, page } = cursor.walk;
    const dates = findDates(cursor.walk);
    const { candidacies, hasNextPage } = await client.candidacies(
      list === 'active' || list === 'waiting'
        ? { ...dates, status: 'active' }
        : { ...dates, status: 'terminated', terminationReason: list },
      page,
    );
    const items = await reportPage(list, candidacies, { connectionId, cursor, findJobNames, context });
    const isComplete = list === 'waiting' && !hasNextPage;
    const selection = readSelection(candidacies, isComplete ? cursor.walk.startedAt : null);
    const { walk, ...rest } = advanceCursor(cursor, hasNextPage);
    yield { items, selection, cursor: { ...rest, walk } };
    if (walk === null) return;
    cursor = { ...rest, walk };
  }
}
