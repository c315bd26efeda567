import { type Database, WebhookDelivery, WebhookEndpoint, WebhookEvent, withCompany } from '@goen/case-store';
import { type SealKeys, unseal } from '@goen/service-kit';
import type { Sender, SendResult } from '@goen/service-kit/outbound';
import { Webhook } from 'standardwebhooks';
import { settleWebhookDelivery } from './settle-webhook-delivery.ts';

export type Claimed = {
  readonly id: string;
  readonly companyId: string;
  readonly endpointId: string;
  readonly attempts: number;
};

type Delivering = { readonly orm: Database; readonly sender: Sender; readonly secretKey: SealKeys };

/** Tries one delivery that was claimed, and keeps what came of it. */
export async function deliver({ orm, sender, secretKey }: Delivering, claimed: Claimed): Promise<void> {
  const found = await withCompany(orm, claimed.companyId, async (em) => {
    const delivery = await em.findOne(WebhookDelivery, { id: claimed.id, state: 'pending' });
    if (delivery === null) return null;
    return {
      event: await em.findOneOrFail(WebhookEvent, { id: delivery.eventId }),
      endpoint: await em.findOneOrFail(WebhookEndpoint, { id: delivery.endpointId }),
    };
  });
  if (found === null) return;
  const { event, endpoint } = found;
  const answer: SendResult =
    endpoint.state === 'disabled'
      ? { kind: 'failed', error: 'endpoint_disabled' }
      : await sendSigned(sender, endpoint, event, secretKey);
  await settleWebhookDelivery(orm, claimed, answer);
}

function sendSigned(sender: Sender, endpoint: WebhookEndpoint, event: WebhookEvent, secretKey: SealKeys) {
  const { type, occurredAt, data } = event;
  const body = JSON.stringify({ type, timestamp: occurredAt.toISOString(), data });
  const now = new Date();
  const signatures = secretsOf(endpoint, now).map((sealed) =>
    new Webhook(unseal(sealed, endpoint.id, secretKey)).sign(event.id, now, body),
  );
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Goen-Webhooks/1',
    'webhook-id': event.id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
    'webhook-signature': signatures.join(' '),
  };
  return sender.send(endpoint.url, headers, body);
}

/** The current one and, while its time of grace runs, the one before. */
function secretsOf({ secret, previousSecret, previousSecretUntil }: WebhookEndpoint, now: Date): Uint8Array[] {
  const previous = previousSecret && previousSecretUntil && previousSecretUntil > now ? [previousSecret] : [];
  return [secret, ...previous];
}
