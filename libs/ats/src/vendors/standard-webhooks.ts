import { Webhook } from 'standardwebhooks';
import { z } from 'zod';
import { defineAtsVendor, type OpenConnection } from '../ats-vendor.ts';
import { parseJsonBody } from '../parse-json-body.ts';
import { type ReportedItem, toEventItem, toRejectionItem, toUnreadableItem } from '../reported-item.ts';

const settings = z.strictObject({});
const secret = z.string().regex(/^whsec_[A-Za-z0-9+/]{24,}={0,2}$/, 'must be whsec_ followed by base64');
const secrets = z.strictObject({
  signing_secret: secret.describe('whsec_…, in the format of Standard Webhooks'),
  previous_signing_secret: secret.optional().describe('also accepted while you change the secret'),
});
type Secrets = z.infer<typeof secrets>;

const message = z.looseObject({
  type: z.string().max(100),
  timestamp: z.string().optional(),
  data: z.record(z.string(), z.unknown()),
});

/** The header names of the specification, and those of Svix, from which it came. */
const prefixes = ['webhook', 'svix'] as const;

type SignedHeaders = { readonly id: string; readonly timestamp: string; readonly signature: string };

/** The id, timestamp and signature of the first family of names that is complete; null when none is. */
function readSignedHeaders(headers: Headers): SignedHeaders | null {
  for (const prefix of prefixes) {
    const [id, timestamp, signature] = ['id', 'timestamp', 'signature'].map((name) => headers.get(`${prefix}-${name}`));
    if (id && timestamp && signature) return { id, timestamp, signature };
  }
  return null;
}

/** The library also refuses messages more than five minutes off. */
function isSigned({ signing_secret, previous_signing_secret }: Secrets, headers: Headers, body: Uint8Array): boolean {
  const signed = readSignedHeaders(headers);
  if (signed === null) return false;
  const signedHeaders = Object.fromEntries(Object.entries(signed).map(([name, value]) => [`webhook-${name}`, value]));
  return [signing_secret, previous_signing_secret].some((signingSecret) => {
    if (signingSecret === undefined) return false;
    try {
      new Webhook(signingSecret).verify(Buffer.from(body), signedHeaders, { jsonParse: false });
      return true;
    } catch {
      return false;
    }
  });
}

function readMessage({ id }: OpenConnection<unknown, Secrets>, body: Uint8Array): ReportedItem {
  const parsed = message.safeParse(parseJsonBody(body));
  if (!parsed.success) return toUnreadableItem('not a message with type, timestamp and data');
  const { type, timestamp, data } = parsed.data;
  const reportedSource = z.looseObject({ ats: z.string().optional() }).safeParse(data.source).data;
  const source = { ats: reportedSource?.ats ?? 'standard_webhooks', connection_id: id };
  switch (type) {
    case 'application.rejected':
      return toRejectionItem({ ...data, source });
    case 'application.unrejected':
    case 'candidate.reapplied':
    case 'candidate.hired':
    case 'candidate.offer_ended':
      return toEventItem({ occurred_at: timestamp, ...data, type, source });
    default:
      return { kind: 'ignored', reason: type };
  }
}

/** Any system that signs by https://www.standardwebhooks.com and reports in our own format. */
export const standardWebhooks = defineAtsVendor<z.infer<typeof settings>, Secrets>({
  kind: 'standard_webhooks',
  name: 'Standard Webhooks',
  settings,
  secrets,
  hook: {
    verify: (connection, { headers, body }) => isSigned(connection.secrets, headers, body),
    deliveryId: ({ headers }) => readSignedHeaders(headers)?.id ?? null,
    read: (connection, { body }) => [readMessage(connection, body)],
  },
});
