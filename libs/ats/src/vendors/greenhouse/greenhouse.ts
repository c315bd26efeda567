import { createHmac } from 'node:crypto';
import { equalSecrets } from '@goen/service-kit';
import { z } from 'zod';
import { defineAtsVendor, type OpenConnection } from '../../ats-vendor.ts';
import { parseJsonBody } from '../../parse-json-body.ts';
import { type ReportedItem, toEventItem, toRejectionItem, toUnreadableItem } from '../../reported-item.ts';
import { greenhouseApplication } from './greenhouse-application.ts';

const settings = z.strictObject({});
const secrets = z.strictObject({
  signing_key: z.string().min(8).describe('the Secret Key of the web hook'),
  previous_signing_key: z.string().min(8).optional().describe('also accepted while you change the key'),
});
type Secrets = z.infer<typeof secrets>;

/** https://developers.greenhouse.io/webhooks.html */
const hookBody = z.looseObject({
  action: z.string().max(100),
  payload: z.looseObject({ application: z.unknown().optional() }).nullish(),
});

/** `Signature: sha256 <hex>`: HMAC-SHA256 of the raw body. It covers no time; the event ID identifies repeats. */
function isSigned({ signing_key, previous_signing_key }: Secrets, headers: Headers, body: Uint8Array): boolean {
  const signature = /^sha256 ([0-9a-f]{64})$/i.exec(headers.get('signature')?.trim() ?? '')?.[1]?.toLowerCase();
  if (signature === undefined) return false;
  const keys = [signing_key, ...(previous_signing_key === undefined ? [] : [previous_signing_key])];
  return keys.some((key) => equalSecrets(signature, createHmac('sha256', key).update(body).digest('hex')));
}

function readHook({ id }: OpenConnection<unknown, Secrets>, body: Uint8Array, now: Date): ReportedItem {
  const hook = hookBody.safeParse(parseJsonBody(body));
  if (!hook.success) return toUnreadableItem('not a Greenhouse web hook');
  const { action, payload } = hook.data;
  if (action === 'ping') return { kind: 'ignored', reason: 'ping' };
  if (action !== 'reject_candidate' && action !== 'unreject_candidate') return { kind: 'ignored', reason: action };
  const source = { ats: 'greenhouse', connection_id: id };
  const application = greenhouseApplication.safeParse(payload?.application);
  if (!application.success) return toUnreadableItem(`${action} without an application`);
  if (action === 'unreject_candidate') {
    const { id: remoteId, last_activity_at: lastActivityAt } = application.data;
    const occurredAt = lastActivityAt ?? now.toISOString();
    const event = { type: 'application.unrejected', source, occurred_at: occurredAt };
    return toEventItem({ ...event, application: { remote_id: remoteId } });
  }
  return toRejectionItem({ source, ...application.data.report });
}

/** Greenhouse and compatible systems: web hooks `reject_candidate` and `unreject_candidate`. */
export const greenhouse = defineAtsVendor<z.infer<typeof settings>, Secrets>({
  kind: 'greenhouse',
  name: 'Greenhouse',
  settings,
  secrets,
  hook: {
    verify: (connection, { headers, body }) => isSigned(connection.secrets, headers, body),
    deliveryId: ({ headers }) => headers.get('greenhouse-event-id'),
    read: (connection, { body }, now) => [readHook(connection, body, now)],
  },
});
