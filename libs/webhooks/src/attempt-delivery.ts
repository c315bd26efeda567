import { type Database, WebhookDelivery, WebhookEndpoint, WebhookEvent, withCompany } from '@goen/case-store';
import { type ChatKind, listenUrl } from '@goen/contracts/public';
import { type Logger, type SealKeys, unseal } from '@goen/service-kit';
import type { Sender, SendResult } from '@goen/service-kit/outbound';
import { Webhook } from 'standardwebhooks';
import { toChatRequest } from './chat/index.ts';
import { type ClaimedDelivery, recordDeliveryAttempt } from './record-attempt.ts';

type DeliverContext = {
  readonly orm: Database;
  readonly sender: Sender;
  readonly secretKey: SealKeys;
  readonly logger: Logger;
};

/** Makes one attempt of a claimed delivery, records its outcome and returns it. Null: it was no longer pending. */
export async function attemptDelivery(
  { orm, sender, secretKey, logger }: DeliverContext,
  claimed: ClaimedDelivery,
): Promise<SendResult | null> {
  const loaded = await withCompany(orm, claimed.companyId, async (em) => {
    const delivery = await em.findOne(WebhookDelivery, { id: claimed.id, state: 'pending' });
    if (delivery === null) return null;
    return {
      event: await em.findOneOrFail(WebhookEvent, { id: delivery.eventId }),
      endpoint: await em.findOneOrFail(WebhookEndpoint, { id: delivery.endpointId }),
    };
  });
  if (loaded === null) return null;
  const { event, endpoint } = loaded;
  const outcome = await deliver({ sender, secretKey, logger }, endpoint, event);
  await recordDeliveryAttempt(orm, claimed, outcome);
  return outcome;
}

function deliver(
  context: Omit<DeliverContext, 'orm'>,
  endpoint: WebhookEndpoint,
  event: WebhookEvent,
): SendResult | Promise<SendResult> {
  if (endpoint.state === 'disabled') return { kind: 'failed', error: 'endpoint_disabled' };
  // Whoever listens reads the event through the API.
  if (endpoint.url === listenUrl) return { kind: 'answered', status: 204, retryAfterMs: 0 };
  if (endpoint.format !== 'standard') return sendToChat(context, endpoint, event, endpoint.format);
  return sendSigned(context, endpoint, event);
}

async function sendToChat(
  { sender, secretKey, logger }: Omit<DeliverContext, 'orm'>,
  endpoint: WebhookEndpoint,
  event: WebhookEvent,
  kind: ChatKind,
): Promise<SendResult> {
  let address: string;
  try {
    address = unseal(endpoint.secret, endpoint.id, secretKey);
  } catch (error) {
    logger.error({ err: error, endpointId: endpoint.id }, 'Failed to read the address of a chat');
    return { kind: 'failed', error: 'secret_unreadable' };
  }
  const { url, headers, body } = toChatRequest(kind, address, event, endpoint.locale);
  return sender.send(url, { ...headers, 'user-agent': 'Goen-Webhooks/1' }, body);
}

async function sendSigned(
  { sender, secretKey, logger }: Omit<DeliverContext, 'orm'>,
  endpoint: WebhookEndpoint,
  event: WebhookEvent,
): Promise<SendResult> {
  const { type, occurredAt, data } = event;
  const body = JSON.stringify({ type, timestamp: occurredAt.toISOString(), data });
  const now = new Date();
  let signatures: string[];
  try {
    signatures = listActiveSecrets(endpoint, now).map((sealed) =>
      new Webhook(unseal(sealed, endpoint.id, secretKey)).sign(event.id, now, body),
    );
  } catch (error) {
    // Retried like any failure, so that a gateway with a wrong key loses nothing, and then failed for good.
    logger.error({ err: error, endpointId: endpoint.id }, 'Failed to read the secret of a webhook endpoint');
    return { kind: 'failed', error: 'secret_unreadable' };
  }
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Goen-Webhooks/1',
    'webhook-id': event.id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
    'webhook-signature': signatures.join(' '),
  };
  return sender.send(endpoint.url, headers, body);
}

/** The current secret and, during the grace period of a rotation, the previous one. */
function listActiveSecrets({ secret, previousSecret, previousSecretUntil }: WebhookEndpoint, now: Date): Uint8Array[] {
  const previous = previousSecret && previousSecretUntil && previousSecretUntil > now ? [previousSecret] : [];
  return [secret, ...previous];
}
