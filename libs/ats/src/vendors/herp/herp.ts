import { calendarDate } from '@goen/contracts/public';
import { z } from 'zod';
import { atsVendor, type OpenConnection, type PollContext } from '../../ats-vendor.ts';
import { herpClient } from './herp-client.ts';
import { afterPage, nextWindow, tokyoDate } from './poll-window.ts';
import { jobNamesOf, rejections, takenBack } from './report-page.ts';

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
    // Somebody waits for the answer.
    await herpClient(secrets.api_key, context, { maxWaits: 0 }).candidacies(query, 1);
  },
});

async function* poll(
  { id: connectionId, settings, secrets }: OpenConnection<HerpSettings, HerpSecrets>,
  kept: unknown,
  context: PollContext,
) {
  const client = herpClient(secrets.api_key, context);
  const jobNames = jobNamesOf(client);
  const look = { now: context.now(), since: settings.since, lookBackDays: settings.look_back_days };
  let cursor = nextWindow(kept, look);
  for (;;) {
    const { from: stepUpdatedAtFrom, to: stepUpdatedAtTo, list, page } = cursor.walk;
    const dates = { stepUpdatedAtFrom, stepUpdatedAtTo };
    const found =
      list === 'rejected'
        ? await client.candidacies({ ...dates, status: 'terminated', terminationReason: 'rejected' }, page)
        : await client.candidacies({ ...dates, status: 'active' }, page);
    const items =
      list === 'rejected'
        ? await rejections(found.candidacies, { connectionId, cursor, jobNames, context })
        : await takenBack(found.candidacies, connectionId, context);
    const { walk, ...rest } = afterPage(cursor, found.hasNextPage);
    yield { items, cursor: { ...rest, walk } };
    if (walk === null) return;
    cursor = { ...rest, walk };
  }
}
