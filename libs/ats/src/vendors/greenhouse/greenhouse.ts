import { createHmac } from 'node:crypto';
import { equalSecrets } from '@goen/service-kit';
import { z } from 'zod';
import { atsVendor, type OpenConnection, type ReportedItem } from '../../ats-vendor.ts';
import { jsonOf, toldEvent, toldRejection, unreadable } from '../../reported-item.ts';
import { applicationOf, greenhouseHookBody } from './greenhouse-application.ts';

const settings = z.strictObject({});
const secrets = z.strictObject({
  signing_key: z.string().min(8).describe('the Secret Key of the web hook'),
  previous_signing_key: z.string().min(8).optional().describe('taken beside the new one while you change it'),
});
type Secrets = z.infer<typeof secrets>;

/** `Signature: sha256 <hex>`, HMAC-SHA256 of the raw body. It has no time: a repeat is known by its event id. */
function isSigned({ signing_key, previous_signing_key }: Secrets, headers: Headers, body: Uint8Array): boolean {
  const given = /^sha256 ([0-9a-f]{64})$/i.exec(headers.get('signature')?.trim() ?? '')?.[1]?.toLowerCase();
  if (given === undefined) return false;
  const keys = [signing_key, ...(previous_signing_key === undefined ? [] : [previous_signing_key])];
  return keys.some((key) => equalSecrets(given, createHmac('sha256', key).update(body).digest('hex')));
}

function read({ id }: OpenConnection<unknown, Secrets>, body: Uint8Array, now: Date): ReportedItem {
  const parsed = greenhouseHookBody.safeParse(jsonOf(body));
  if (!parsed.success) return unreadable('not a web hook of Greenhouse');
  const { action, payload } = parsed.data;
  if (action === 'ping') return { kind: 'ignored', reason: 'ping' };
  if (action !== 'reject_candidate' && action !== 'unreject_candidate') return { kind: 'ignored', reason: action };
  const source = { ats: 'greenhouse', connection_id: id };
  const application = applicationOf.safeParse(payload?.application);
  if (!application.success) return unreadable(`${action} without an application`);
  if (action === 'unreject_candidate') {
    const { id: remoteId, last_activity_at: at } = application.data;
    const occurredAt = at ?? now.toISOString();
    const event = { type: 'application.unrejected', source, occurred_at: occurredAt };
    return toldEvent({ ...event, application: { remote_id: remoteId } });
  }
  return toldRejection({ source, ...application.data.report });
}

/** Greenhouse, and what speaks as it does: web hooks `reject_candidate` and `unreject_candidate`. */
export const greenhouse = atsVendor<z.infer<typeof settings>, Secrets>({
  kind: 'greenhouse',
  name: 'Greenhouse',
  settings,
  secrets,
  hook: {
    verify: (connection, { headers, body }) => isSigned(connection.secrets, headers, body),
    deliveryId: ({ headers }) => headers.get('greenhouse-event-id'),
    read: (connection, { body }, now) => [read(connection, body, now)],
  },
});
