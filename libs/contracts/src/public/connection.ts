import { z } from 'zod';
import { vendorFaultCodes } from '../workflow/connection-poll.ts';
import { instant, pageLimit, pageOf } from './shared.ts';

export const connectionState = z.enum(['active', 'paused', 'deleted']);
export type ConnectionState = z.infer<typeof connectionState>;

/** What went wrong at a vendor, without a word of its answer that may tell of a person. */
export const vendorFault = z.object({
  code: z.enum(vendorFaultCodes),
  detail: z.string().max(500),
});
export type VendorFault = z.infer<typeof vendorFault>;

const count = z.number().int().min(0);
/** Since the connection was made. In: rows, candidacies or deliveries that were read; what came of them. Out: pushes. */
export const connectionCounts = z
  .object({ received: count, accepted: count, known: count, refused: count, pushed: count, stuck: count })
  .partial();
export type ConnectionCounts = z.infer<typeof connectionCounts>;

export const maxConnections = 50;

const object = z.record(z.string(), z.unknown());
const fields = {
  name: z.string().trim().min(1).max(200),
  settings: object.describe('by kind: see the page of the system in the documentation'),
};

export const newConnection = z.object({
  kind: z.string().trim().min(1).max(50).describe('the system; `GET /v1/connection-kinds` lists them'),
  name: fields.name,
  settings: fields.settings.default({}),
  secrets: z.record(z.string(), z.string().max(4_000)).default({}).describe('kept encrypted, never shown again'),
});
export const connectionPatch = z
  .object({
    name: fields.name,
    settings: fields.settings.describe('replaces them all'),
    secrets: z.record(z.string(), z.string().max(4_000)).describe('replaces them all'),
    state: z.enum(['active', 'paused']),
  })
  .partial()
  .refine((patch) => Object.keys(patch).length > 0, 'nothing to change');

export const connectionView = z.object({
  id: z.uuid(),
  kind: z.string(),
  name: z.string(),
  settings: object,
  secrets: z.array(z.string()).describe('which secrets are set; their values are never shown'),
  state: connectionState,
  hook_url: z.url().nullable().describe('where the system sends its webhooks; null when it sends none'),
  counts: connectionCounts,
  last_run_at: instant.nullable(),
  last_ok_at: instant.nullable(),
  last_error: vendorFault.nullable(),
  last_error_at: instant.nullable(),
  created_at: instant,
  updated_at: instant,
});
export type ConnectionView = z.infer<typeof connectionView>;
export const connectionQuery = z.object({ cursor: z.string().optional(), limit: pageLimit });
export const connectionPage = pageOf(connectionView);

export const connectionTest = z.object({
  ok: z.boolean(),
  fault: vendorFault.nullable().describe('what the system answered when not ok'),
});

export const connectionKinds = z.object({
  items: z.array(
    z.object({
      kind: z.string(),
      name: z.string(),
      roads: z
        .array(z.enum(['api', 'file', 'poll', 'hook', 'push']))
        .describe('how rejections come in; `push`: candidates go out'),
      settings: object.describe('JSON Schema'),
      secrets: object.describe('JSON Schema'),
    }),
  ),
});
