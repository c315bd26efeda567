import { z } from 'zod';
import { fieldNames } from '../candidate-fields.ts';
import { crmStatuses } from '../crm-adapter.ts';

export const zohoSettings = z.strictObject({
  data_centre: z
    .enum(['com', 'jp', 'eu', 'in', 'com.au', 'com.cn', 'sa', 'uk', 'ae', 'sg'])
    .default('com')
    .describe('the domain ending of the site where you sign in to Zoho'),
  statuses: z
    .partialRecord(z.enum(crmStatuses), z.string().trim().min(1).max(100))
    .default({})
    .describe('our status → the candidate status in Zoho; omitted statuses are not written'),
  fields: fieldNames.default({}).describe('our field → the API name of a Candidates field that you added'),
  tags: z.boolean().default(true).describe('whether to write tags'),
});
export type ZohoSettings = z.infer<typeof zohoSettings>;

const secret = z.string().trim().min(1).max(500);
export const zohoSecrets = z.strictObject({ client_id: secret, client_secret: secret, refresh_token: secret });
export type ZohoSecrets = z.infer<typeof zohoSecrets>;
