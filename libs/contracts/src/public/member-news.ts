import { z } from 'zod';

const frequency = z.enum(['at_once', 'daily', 'off']).meta({ id: 'NewsFrequency' });

/** What a member hears of by mail. */
export const memberNotifications = z
  .strictObject({
    acceptances: frequency.describe('candidates who accepted an introduction'),
    interests: frequency.describe('former candidates who are interested in an opening, or applied again'),
    failures: frequency.describe('mails that bounced, or that the mail provider gave up on'),
    corrections: frequency.default('daily').describe('candidates who asked for a correction of their details'),
  })
  .meta({ id: 'MemberNotifications' });
export type MemberNotifications = z.infer<typeof memberNotifications>;
