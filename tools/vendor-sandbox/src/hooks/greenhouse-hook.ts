import { createHmac, randomUUID } from 'node:crypto';
import type { SignedHook } from './signed-hook.ts';

/** https://developers.greenhouse.io/webhooks.html; a `ping` comes when the webhook is saved. */
export type GreenhouseEvent = {
  action: 'reject_candidate' | 'unreject_candidate' | 'ping';
  payload: Readonly<Record<string, unknown>>;
};

/** Greenhouse escapes characters in its JSON before it signs: who signs a text of their own making gets another one. */
const escaped = (json: string) =>
  json.replaceAll(/[<>&\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** `Signature: sha256 <hex>` over the raw body. The event's id is another one for each delivery unless told. */
export function greenhouseHook(
  to: { url: string; secret: string },
  event: GreenhouseEvent,
  eventId: string = randomUUID(),
): SignedHook {
  const body = escaped(JSON.stringify(event));
  const signature = createHmac('sha256', to.secret).update(body).digest('hex');
  return {
    url: to.url,
    body,
    headers: {
      'content-type': 'application/json',
      signature: `sha256 ${signature}`,
      'greenhouse-event-id': eventId,
    },
  };
}
