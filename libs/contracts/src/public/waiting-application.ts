import { z } from 'zod';
import { instant, pageLimit, pageOf } from './shared.ts';

/** An application that is still in selection and has not moved for long: ids only, no person. */
const waitingApplication = z
  .object({
    connection_id: z.uuid(),
    application_remote_id: z.string(),
    candidate_remote_id: z.string().nullable(),
    stage: z.string().nullable().describe('the step or status, in the words of your ATS'),
    moved_at: instant.describe('since when it is there: as your ATS says, else when it was first seen there'),
    business_days: z.number().int().describe('that have passed since'),
    seen_at: instant.describe('when your ATS last said so'),
    url: z.string().nullable().describe('opens it in your ATS, by `application_url` of the connection'),
  })
  .meta({ id: 'WaitingApplication' });

const longestWait = z.object({
  count: z.number().int(),
  oldest_moved_at: instant.nullable().describe('null: nobody waits'),
});

export const waitingApplicationPage = z
  .object({
    ...pageOf(waitingApplication).shape,
    after_business_days: z.number().int().describe('how long an application must not have moved to be listed'),
    ...longestWait.shape,
    stages: z
      .array(z.object({ stage: z.string().nullable(), ...longestWait.shape }))
      .describe('the same by stage, most first; at most 100'),
  })
  .meta({ id: 'WaitingApplicationPage' });
export type WaitingApplicationPage = z.infer<typeof waitingApplicationPage>;

export const waitingApplicationQuery = z.strictObject({
  cursor: z.string().optional(),
  limit: pageLimit,
  connection_id: z.uuid().optional(),
  business_days: z.coerce
    .number()
    .int()
    .min(0)
    .max(250)
    .optional()
    .describe('instead of the setting `waitingAfterBusinessDays`; 0: everything in selection'),
});
export type WaitingApplicationQuery = z.output<typeof waitingApplicationQuery>;
