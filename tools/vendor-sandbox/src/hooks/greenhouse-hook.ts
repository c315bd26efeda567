import { createHmac, randomUUID } from 'node:crypto';
import type { SignedHook } from './signed-hook.ts';

/** https://developers.greenhouse.io/webhooks.html; Greenhouse sends a `ping` when the webhook is saved. */
export type GreenhouseEvent = {
  action: string;
  payload: Readonly<Record<string, unknown>>;
};

/** Greenhouse escapes characters before it signs, so a receiver that re-serialises the JSON gets another signature. */
const escapeJson = (json: string) =>
  json.replaceAll(/[<>&\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** `Signature: sha256 <hex>` over the raw body. Each delivery has its own event id by default. */
export function greenhouseHook(
  endpoint: { url: string; secret: string },
  event: GreenhouseEvent,
  eventId: string = randomUUID(),
): SignedHook {
  const body = escapeJson(JSON.stringify(event));
  const signature = createHmac('sha256', endpoint.secret).update(body).digest('hex');
  return {
    url: endpoint.url,
    body,
    headers: {
      'content-type': 'application/json',
      signature: `sha256 ${signature}`,
      'greenhouse-event-id': eventId,
    },
  };
}
