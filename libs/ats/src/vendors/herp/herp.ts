import { calendarDate } from '@goen/contracts/public';
import { z } from 'zod';
import { defineAtsVendor, type OpenConnection, type PollContext } from '../../ats-vendor.ts';
import { createHerpClient } from './herp-client.ts';
import { createJobNameLookup } from './job-names.ts';
import { advanceCursor, planWindow, toTokyoDate } from './poll-window.ts';
import { reportActive, reportEnded, reportRejected } from './report-page.ts';

export const herpSettings = z.strictObject({
  since: calendarDate
    .optional()
    .describe('rejections from this date on (Tokyo); default: 30 days before the first poll'),
  poll_minutes: z.number().int().min(5).max(1_440).default(10).describe('minutes between polls'),
  look_back_days: z.number().int().min(7).max(365).default(90).describe('how far back the first poll of a day looks'),
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
  poll: { everyMinutes: ({ poll_minutes: minutes }) => minutes, poll },
  async test({ secrets }, context) {
    const today = toTokyoDate(context.now());
    const query = { status: 'terminated', stepUpdatedAtFrom: today, stepUpdatedAtTo: today } as const;
    // A person is waiting for the response, so do not wait out the rate limit.
    await createHerpClient(secrets.api_key, context, { maxWaits: 0 }).candidacies(query, 1);
  },
});

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
    const { from: stepUpdatedAtFrom, to: stepUpdatedAtTo, list, page } = cursor.walk;
    const dates = { stepUpdatedAtFrom, stepUpdatedAtTo };
    const { candidacies, hasNextPage } = await client.candidacies(
      list === 'active' ? { ...dates, status: 'active' } : { ...dates, status: 'terminated', terminationReason: list },
      page,
    );
    const pageContext = { connectionId, cursor, findJobNames, context };
    const items =
      list === 'active'
        ? await reportActive(candidacies, pageContext)
        : list === 'rejected'
          ? await reportRejected(candidacies, pageContext)
          : reportEnded(candidacies, list, pageContext);
    const { walk, ...rest } = advanceCursor(cursor, hasNextPage);
    yield { items, cursor: { ...rest, walk } };
    if (walk === null) return;
    cursor = { ...rest, walk };
  }
}
