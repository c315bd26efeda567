import type { WebhookDelivery } from './delivery.ts';
import type { WebhookTransport } from './transport.ts';
import type { WebhookProvider } from './webhook-options.ts';

const requestTimeoutMs = 10_000;
/** Vendors retry for hours; a sandbox need not. */
const defaultRetryDelaysMs = [500, 2_000, 10_000, 30_000];
/** Deliveries of older mails are no longer listed. */
const maxMailsListed = 5_000;

export type WebhookSender = {
  isConfigured(provider: string): provider is WebhookProvider;
  enqueue(deliveries: WebhookDelivery[]): void;
  /** The deliveries of a mail with their attempts, oldest first. */
  listDeliveries(mailId: string): readonly WebhookDelivery[];
  close(): void;
};

export function createWebhookSender(
  transports: ReadonlyMap<string, WebhookTransport>,
  now: () => Date,
  retryDelaysMs: readonly number[] = defaultRetryDelaysMs,
): WebhookSender {
  const deliveriesByMail = new Map<string, WebhookDelivery[]>();
  const closing = new AbortController();
  const queues = new Map(
    [...transports].map(([provider, transport]) => [
      provider,
      createQueue(transport, closing.signal, now, retryDelaysMs),
    ]),
  );

  return {
    isConfigured: (provider): provider is WebhookProvider => transports.has(provider),
    enqueue(deliveries) {
      for (const delivery of deliveries) {
        const deliveriesOfMail = deliveriesByMail.get(delivery.mail.id);
        if (deliveriesOfMail) deliveriesOfMail.push(delivery);
        else deliveriesByMail.set(delivery.mail.id, [delivery]);
        queues.get(delivery.provider)?.(delivery);
      }
      for (const mailId of deliveriesByMail.keys()) {
        if (deliveriesByMail.size <= maxMailsListed) break;
        deliveriesByMail.delete(mailId);
      }
    },
    listDeliveries: (mailId) => deliveriesByMail.get(mailId) ?? [],
    close: () => closing.abort(),
  };
}

/** Queue of one provider: batches deliveries, bounds concurrent requests and retries. Returns its `enqueue`. */
function createQueue(
  transport: WebhookTransport,
  closing: AbortSignal,
  now: () => Date,
  retryDelaysMs: readonly number[],
) {
  const waiting: WebhookDelivery[] = [];
  let inFlight = 0;
  let isDrainScheduled = false;

  const drain = () => {
    isDrainScheduled = false;
    while (!closing.aborted && inFlight < transport.maxInFlight && waiting.length > 0) {
      inFlight += 1;
      const batch = waiting.splice(0, transport.maxBatchSize);
      void attempt(batch).finally(() => {
        inFlight -= 1;
        drain();
      });
    }
  };
  const enqueue = (delivery: WebhookDelivery) => {
    waiting.push(delivery);
    if (isDrainScheduled) return;
    isDrainScheduled = true;
    setImmediate(drain);
  };
  const attempt = async (batch: WebhookDelivery[]) => {
    const outcome = await postBatch(transport, batch, closing);
    if (closing.aborted) return;
    for (const delivery of batch) {
      delivery.attempts.push({ at: now().toISOString(), outcome: outcome.text });
      const delayMs = retryDelaysMs[delivery.attempts.length - 1];
      delivery.state = outcome.ok ? 'taken' : delayMs === undefined ? 'given_up' : 'waiting';
      if (delivery.state === 'waiting') setTimeout(() => enqueue(delivery), delayMs).unref();
    }
  };
  return enqueue;
}

async function postBatch(
  transport: WebhookTransport,
  batch: WebhookDelivery[],
  closing: AbortSignal,
): Promise<{ ok: boolean; text: string }> {
  const { body, headers } = transport.buildRequest(batch);
  try {
    const response = await fetch(transport.url, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
      signal: AbortSignal.any([closing, AbortSignal.timeout(requestTimeoutMs)]),
    });
    await response.body?.cancel();
    return { ok: response.ok, text: `HTTP ${response.status}` };
  } catch (error) {
    return { ok: false, text: describeError(error) };
  }
}

/** The code of the underlying network error, or the error's name. */
function describeError(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const { code, name } = cause as { code?: string; name?: string };
  return code ?? name ?? 'failed';
}
