import { z } from 'zod';
import { resultMailSenders } from '../workflow/company-settings.ts';
import { vendorFaultCodes } from '../workflow/connection-poll.ts';
import { instant, pageLimit, pageOf } from './shared.ts';

export const connectionState = z.enum(['active', 'paused', 'deleted']);
export type ConnectionState = z.infer<typeof connectionState>;

/** Why a call to a vendor failed. Never quotes the vendor's response, which may contain personal data. */
export const vendorFault = z
  .object({
    code: z.enum(vendorFaultCodes),
    detail: z.string().max(500),
  })
  .meta({ id: 'VendorFault' });
export type VendorFault = z.infer<typeof vendorFault>;

const count = z.number().int().min(0);
/** Since the connection was created. Inbound: items received and their outcomes. Outbound: pushes to a CRM. */
export const connectionCounts = z
  .object({ received: count, accepted: count, known: count, refused: count, pushed: count, stuck: count })
  .partial()
  .meta({ id: 'ConnectionCounts' });
export type ConnectionCounts = z.infer<typeof connectionCounts>;

export const maxConnections = 50;

const jsonObject = z.record(z.string(), z.unknown());
const secrets = z.record(z.string(), z.string().max(4_000));
const fields = {
  name: z.string().trim().min(1).max(200),
  settings: jsonObject.describe('depends on the kind; `GET /v1/connection-kinds` has the JSON Schema'),
  resultMail: z
    .enum(resultMailSenders)
    .nullable()
    .describe(
      'who sends the results of its rejections: `goen`, or `ats`, the system itself; null: as the company says',
    ),
};

export const newConnection = z
  .strictObject({
    kind: z.string().trim().min(1).max(50).describe('the system to connect; `GET /v1/connection-kinds` lists them'),
    name: fields.name,
    settings: fields.settings.default({}),
    result_mail: fields.resultMail.default(null),
    secrets: secrets.default({}).describe('stored encrypted and never returned'),
  })
  .meta({ id: 'NewConnection' });
export const connectionPatch = z
  .strictObject({
    name: fields.name,
    settings: fields.settings.describe('replaces all settings'),
    result_mail: fields.resultMail,
    secrets: secrets.describe('replaces all secrets'),
    state: z.enum(['active', 'paused']),
  })
  .partial()
  .refine((patch) => Object.keys(patch).length > 0, 'Set at least one field.')
  .meta({ id: 'ConnectionPatch' });

export const connectionView = z
  .object({
    id: z.uuid(),
    kind: z.string(),
    name: z.string(),
    settings: jsonObject,
    result_mail: fields.resultMail,
    secrets: z.array(z.string()).describe('names of the secrets that are set; values are never returned'),
    state: connectionState,
    hook_url: z.url().nullable().describe('where the system must send its webhooks; null when it sends none'),
    counts: connectionCounts,
    last_run_at: instant.nullable(),
    last_ok_at: instant.nullable(),
    last_error: vendorFault.nullable(),
    last_error_at: instant.nullable(),
    created_at: instant,
    updated_at: instant,
  })
  .meta({ id: 'Connection' });
export type ConnectionView = z.infer<typeof connectionView>;
export const connectionQuery = z.strictObject({ cursor: z.string().optional(), limit: pageLimit });
export const connectionPage = pageOf(connectionView).meta({ id: 'ConnectionPage' });

export const connectionTest = z
  .object({
    ok: z.boolean(),
    fault: vendorFault.nullable().describe('why the call failed; null when `ok`'),
  })
  .meta({ id: 'ConnectionTest' });

const connectionKind = z
  .object({
    kind: z.string(),
    name: z.string(),
    channels: z
      .array(z.enum(['api', 'file', 'poll', 'hook', 'push']))
      .describe('how rejections come in; `push`: how candidates go out'),
    settings: jsonObject.describe('JSON Schema'),
    secrets: jsonObject.describe('JSON Schema'),
  })
  .meta({ id: 'ConnectionKind' });
export const connectionKinds = z.object({ items: z.array(connectionKind) }).meta({ id: 'ConnectionKinds' });
