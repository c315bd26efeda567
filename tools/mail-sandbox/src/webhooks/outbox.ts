import type { Notice } from './notice.ts';
import type { Transport } from './transport.ts';
import type { WebhookProvider } from './webhook-options.ts';

const requestTimeoutMs = 10_000;
/** Vendors try for hours; a sandbox need not. */
const defaultRetryDelaysMs = [500, 2_000, 10_000, 30_000];
/** Of so many mails the page can tell what became of their events. */
const maxMailsRemembered = 5_000;

export type Outbox = {
  serves(provider: string): provider is WebhookProvider;
  post(notices: Notice[]): void;
  /** The events of a mail and how their delivery went, oldest first. */
  noticesOf(mailId: string): readonly Notice[];
  close(): void;
};

export function createOutbox(
  transports: ReadonlyMap<string, Transport>,
  now: () => Date,
  retryDelaysMs: readonly number[] = defaultRetryDelaysMs,
): Outbox {
  const remembered = new Map<string, Notice[]>();
  const closing = new AbortController();
  const lanes = new Map(
    [...transports].map(([name, transport]) => [name, lane(transport, closing.signal, now, retryDelaysMs)]),
  );

  return {
    serves: (provider): provider is WebhookProvider => transports.has(provider),
    post(notices) {
      for (const notice of notices) {
        const known = remembered.get(notice.mail.id);
        if (known) known.push(notice);
        else remembered.set(notice.mail.id, [notice]);
        lanes.get(notice.provider)?.(notice);
      }
      for (const mailId of remembered.keys()) {
        if (remembered.size <= maxMailsRemembered) break;
        remembered.delete(mailId);
      }
    },
    noticesOf: (mailId) => remembered.get(mailId) ?? [],
    close: () => closing.abort(),
  };
}

/** The way of one provider's events: gathered to batches, a few requests at once, each tried a bounded number of times. */
function lane(transport: Transport, closing: AbortSignal, now: () => Date, retryDelaysMs: readonly number[]) {
  const waiting: Notice[] = [];
  let running = 0;
  let planned = false;

  const pump = () => {
    planned = false;
    while (!closing.aborted && running < transport.atOnce && waiting.length > 0) {
      running += 1;
      const batch = waiting.splice(0, transport.maxBatch);
      void attempt(batch).finally(() => {
        running -= 1;
        pump();
      });
    }
  };
  const push = (notice: Notice) => {
    waiting.push(notice);
    if (planned) return;
    planned = true;
    setImmediate(pump);
  };
  const attempt = async (batch: Notice[]) => {
    const outcome = await send(transport, batch, closing);
    if (closing.aborted) return;
    for (const notice of batch) {
      notice.attempts.push({ at: now().toISOString(), outcome: outcome.text });
      const delayMs = retryDelaysMs[notice.attempts.length - 1];
      notice.state = outcome.ok ? 'taken' : delayMs === undefined ? 'given_up' : 'waiting';
      if (notice.state === 'waiting') setTimeout(() => push(notice), delayMs).unref();
    }
  };
  return push;
}

async function send(
  transport: Transport,
  batch: Notice[],
  closing: AbortSignal,
): Promise<{ ok: boolean; text: string }> {
  const { body, headers } = transport.request(batch);
  try {
    const answer = await fetch(transport.url, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
      signal: AbortSignal.any([closing, AbortSignal.timeout(requestTimeoutMs)]),
    });
    await answer.body?.cancel();
    return { ok: answer.ok, text: `HTTP ${answer.status}` };
  } catch (error) {
    return { ok: false, text: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const { code, name } = cause as { code?: string; name?: string };
  return code ?? name ?? 'failed';
}
