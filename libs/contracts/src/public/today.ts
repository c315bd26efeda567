import { z } from 'zod';
import { calendarDate, inputInstant, instant } from './shared.ts';

export const todayQuery = z.strictObject({
  since: inputInstant
    .optional()
    .describe('what counts as new, such as your last visit: 30 days ago at the earliest; a day ago when left out'),
});
export type TodayQuery = z.output<typeof todayQuery>;

const count = z.number().int().min(0);

/** What is waiting for somebody in a company, in numbers; `new_…`: since a time. */
export const today = z
  .object({
    date: calendarDate.describe('today in Asia/Tokyo'),
    since: instant,
    mails_paused: z.boolean(),
    mails: z
      .object({
        today: count.describe('leave today unless somebody stops them, overdue ones included'),
        tomorrow: count,
        due_today: count.describe('are due today or overdue, those included that still wait or are held'),
        due_tomorrow: count.describe('the same of tomorrow: `GET /v1/mails?sends_on=<tomorrow>`'),
        awaiting: count.describe('wait for approval, within 30 days: `GET /v1/mails?state=awaiting`'),
        awaiting_without_note: count.describe('of those that await approval, wait for their personal note as well'),
        note_missing: count.describe('wait for their personal note: `GET /v1/mails?state=note_missing`'),
        note_missing_only: count.describe('of those, wait for nothing else and are not held'),
        held: count.describe('within 30 days'),
      })
      .describe('`GET /v1/mails/days` has them day by day'),
    new_failures: count.describe('mails that bounced or that the provider gave up on: `GET /v1/messages`'),
    new_complaints: count.describe('reports of spam'),
    interests: z
      .object({ unanswered: count, overdue: count })
      .describe('former candidates who are interested in an opening: `GET /v1/re-invitations?state=interested`'),
    shared_addresses: count.describe('addresses of several people: `GET /v1/shared-addresses?state=open`'),
    registrations: count.describe('not confirmed yet: `GET /v1/registrations?state=unconfirmed`'),
    feedback_requests: z.object({ open: count, overdue: count }).describe('`GET /v1/feedback-requests`'),
    correction_requests: count.describe('`GET /v1/correction-requests`'),
    leaving: count.describe('are erased within 30 days: `GET /v1/candidates?leaves_within_days=30`'),
    waiting_applications: z
      .object({ count, oldest_moved_at: instant.nullable(), after_business_days: count })
      .describe('wait too long in selection: `GET /v1/waiting-applications`'),
    revisits: count.describe('are due: `GET /v1/revisits?until=<today>`'),
    new_consents: z.object({ relay: count, follow_up: count, withdrawn: count.describe('of either kind') }),
    new_points: count.describe('referrals that earned a point'),
    new_credits: count.nullable().describe('since the start of that day; null: credit-service does not answer'),
  })
  .meta({ id: 'Today' });
export type Today = z.infer<typeof today>;
