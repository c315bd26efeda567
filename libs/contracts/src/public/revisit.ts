import { z } from 'zod';
import { actorView } from './actor.ts';
import { calendarDate, instant, pageLimit, pageOf } from './shared.ts';

/** Body of `PUT /v1/candidates/{id}/revisit`. */
export const saveRevisit = z
  .strictObject({
    revisit_on: calendarDate,
    note: z.string().trim().max(2_000).nullable().default(null),
  })
  .meta({ id: 'SaveRevisit' });
export type SaveRevisit = z.output<typeof saveRevisit>;

/** When a recruiter comes back to a former candidate. */
export const revisitView = z
  .object({
    candidate_id: z.uuid(),
    revisit_on: calendarDate,
    note: z.string().nullable(),
    saved_by: actorView,
    saved_at: instant,
  })
  .meta({ id: 'Revisit' });
export const revisitPage = pageOf(revisitView).meta({ id: 'RevisitPage' });
export const revisitQuery = z.strictObject({
  cursor: z.string().optional(),
  limit: pageLimit,
  until: calendarDate.optional().describe('only those due by this day, in Asia/Tokyo'),
});
export type RevisitQuery = z.output<typeof revisitQuery>;
