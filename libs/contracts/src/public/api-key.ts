import { z } from 'zod';
import { actorView } from './actor.ts';
import { calendarDate, inputInstant, instant, pageLimit, pageOf } from './shared.ts';

const scopes = z.array(z.string().max(50)).min(1).max(50).describe('what the key may do: docs/api.md lists the scopes');

export const apiKeyView = z
  .object({
    id: z.uuid(),
    name: z.string(),
    prefix: z.string().describe('the first characters of the key'),
    scopes,
    state: z.enum(['active', 'expired', 'revoked']),
    test: z.boolean().describe('true: of a sandbox company'),
    created_at: instant,
    created_by: actorView.nullable().describe('null: created before that was kept'),
    expires_at: instant.nullable().describe('null: it works until it is revoked'),
    revoked_at: instant.nullable(),
    last_used_on: calendarDate.nullable().describe('in Asia/Tokyo; null: never since that is kept'),
    rotated_from: z.uuid().nullable().describe('the key that it replaces'),
  })
  .meta({ id: 'ApiKey' });
export type ApiKeyView = z.infer<typeof apiKeyView>;
export const apiKeyPage = pageOf(apiKeyView).meta({ id: 'ApiKeyPage' });
export const apiKeyQuery = z.strictObject({
  cursor: z.string().optional(),
  limit: pageLimit,
  member_id: z.uuid().optional().describe('only keys that this member made'),
});

export const newApiKeyBody = z
  .strictObject({
    name: z.string().trim().min(1).max(100).describe('what uses it'),
    scopes,
    expires_at: inputInstant.nullable().default(null),
  })
  .meta({ id: 'NewApiKey' });
export type NewApiKeyBody = z.output<typeof newApiKeyBody>;

/** Long enough to change it everywhere, short enough to be done with it. */
const maxOverlapHours = 30 * 24;
export const apiKeyRotation = z
  .strictObject({
    overlap_hours: z
      .number()
      .int()
      .min(0)
      .max(maxOverlapHours)
      .default(24)
      .describe('how long the old key still works'),
  })
  .meta({ id: 'ApiKeyRotation' });

export const issuedApiKey = z
  .object({ api_key: apiKeyView, key: z.string().describe('shown only here: store it now') })
  .meta({ id: 'IssuedApiKey' });
export type IssuedApiKey = z.infer<typeof issuedApiKey>;
