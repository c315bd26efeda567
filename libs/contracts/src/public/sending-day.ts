import { z } from 'zod';
import { calendarDate, instant } from './shared.ts';

const maxDays = 400;
const dayMs = 24 * 60 * 60 * 1000;

export const sendingDayQuery = z
  .strictObject({
    from: calendarDate.describe('the first day, in Asia/Tokyo'),
    until: calendarDate.describe(`the last day; ${maxDays} days at most`),
  })
  .refine(({ from, until }) => Date.parse(until) - Date.parse(from) < maxDays * dayMs && from <= until, {
    path: ['until'],
    error: `must be on or after "from", and within ${maxDays} days of it`,
  });
export type SendingDayQuery = z.output<typeof sendingDayQuery>;

/** When mails may leave on a day. */
const sendingDay = z
  .object({
    date: calendarDate,
    opens_at: instant.nullable().describe('null: no mail leaves on this day'),
    closes_at: instant.nullable(),
    closes_early: z.boolean().describe('on Fridays, and before a holiday or closure'),
    day_off: z
      .enum(['weekday', 'public_holiday', 'year_end', 'closure'])
      .nullable()
      .describe('why none leaves: a weekday or closure of your settings, a public holiday, 29 December to 3 January'),
    holiday: z.string().nullable().describe('the name of a public holiday: 元日'),
  })
  .meta({ id: 'SendingDay' });
export const sendingDays = z.object({ items: z.array(sendingDay) }).meta({ id: 'SendingDays' });
export type SendingDays = z.infer<typeof sendingDays>;
