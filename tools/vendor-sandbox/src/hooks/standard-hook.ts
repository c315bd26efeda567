import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { SignedHook } from './signed-hook.ts';

/** https://www.standardwebhooks.com. `secret` is `whsec_…`. A retry of a message keeps its `id`. */
export function standardHook(
  endpoint: { url: string; secret: string; now?: () => Date },
  message: unknown,
  id = `msg_${randomUUID()}`,
): SignedHook {
  const sentAt = endpoint.now?.() ?? new Date();
  const body = JSON.stringify(message);
  return {
    url: endpoint.url,
    body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
      'webhook-signature': new Webhook(endpoint.secret).sign(id, sentAt, body),
    },
  };
}
