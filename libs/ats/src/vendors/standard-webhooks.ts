import { Webhook } from 'standardwebhooks';
import { z } from 'zod';
import { atsVendor, type OpenConnection, type ReportedItem } from '../ats-vendor.ts';
import { jsonOf, toldEvent, toldRejection, unreadable } from '../reported-item.ts';

const settings = z.strictObject({});
const secret = z.string().regex(/^whsec_[A-Za-z0-9+/]{24,}={0,2}$/, 'begins with whsec_, then base64');
const secrets = z.strictObject({
  signing_secret: secret.describe('whsec_…, as Standard Webhooks writes it'),
  previous_signing_secret: secret.optional().describe('taken beside the new one while you change it'),
});
type Secrets = z.infer<typeof secrets>;

const message = z.looseObject({
  type: z.string().max(100),
  timestamp: z.string().optional(),
  data: z.record(z.string(), z.unknown()),
});

/** The library holds the time of the message to five minutes, too. */
function isSigned({ signing_secret, previous_signing_secret }: Secrets, headers: Headers, body: Uint8Array): boolean {
  const given = Object.fromEntries(
    ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => [name, headers.get(name) ?? '']),
  );
  return [signing_secret, previous_signing_secret].some((one) => {
    if (one === undefined) return false;
    try {
      new Webhook(one).verify(Buffer.from(body), given, { jsonParse: false });
      return true;
    } catch {
      return false;
    }
  });
}

function read({ id }: OpenConnection<unknown, Secrets>, body: Uint8Array): ReportedItem {
  const parsed = message.safeParse(jsonOf(body));
  if (!parsed.success) return unreadable('not a message of type, timestamp and data');
  const { type, timestamp, data } = parsed.data;
  const given = z.looseObject({ ats: z.string().optional() }).safeParse(data.source).data;
  const source = { ats: given?.ats ?? 'standard_webhooks', connection_id: id };
  switch (type) {
    case 'application.rejected':
      return toldRejection({ ...data, source });
    case 'application.unrejected':
    case 'candidate.reapplied':
    case 'candidate.hired':
      return toldEvent({ occurred_at: timestamp, ...data, type, source });
    default:
      return { kind: 'ignored', reason: type };
  }
}

/** Any system that signs as https://www.standardwebhooks.com has it, and tells in our own shape. */
export const standardWebhooks = atsVendor<z.infer<typeof settings>, Secrets>({
  kind: 'standard_webhooks',
  name: 'Standard Webhooks',
  settings,
  secrets,
  hook: {
    verify: (connection, { headers, body }) => isSigned(connection.secrets, headers, body),
    deliveryId: ({ headers }) => headers.get('webhook-id'),
    read: (connection, { body }) => [read(connection, body)],
  },
});
