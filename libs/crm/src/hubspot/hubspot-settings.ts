import { z } from 'zod';
import { fieldNames } from '../candidate-fields.ts';

export const hubspotSettings = z.strictObject({
  subscription_id: z
    .number()
    .int()
    .positive()
    .optional()
    .describe('the subscription type to keep in sync both ways; none when omitted'),
  fields: fieldNames.default({}).describe('our field → the internal name of a contact property that you added'),
});
export type HubspotSettings = z.infer<typeof hubspotSettings>;

export const hubspotSecrets = z.strictObject({
  access_token: z.string().trim().min(1).max(500).describe('of a private app'),
});
export type HubspotSecrets = z.infer<typeof hubspotSecrets>;
