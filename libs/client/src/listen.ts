import { Webhook } from 'standardwebhooks';
import type { StoredWebhookEvent } from './api.gen.ts';
import type { GoenClient } from './create-goen-client.ts';
import { unwrap } from './problem.ts';

export type ListenOptions = {
  readonly goen: GoenClient;
  /** Where events are forwarded to, signed; null: they are only printed. */
  readonly forwardTo: string | null;
  readonly print: (line: string) => void;
  readonly signal: AbortSignal;
  readonly everyMs?: number;
};

/**
 * Prints the events of a company and forwards them, so that a program on this machine gets them without a public address.
 * It adds an endpoint of its own, reads what arrives there through the API until `signal`, and deletes the endpoint.
 */
export async function listen({ goen, forwardTo, print, signal, everyMs = 1_000 }: ListenOptions): Promise<void> {
  const body = { url: 'listen:', description: 'listen' };
  const { endpoint, secret } = await unwrap(goen.POST('/v1/webhook-endpoints', { body }));
  const path = { id: endpoint.id };
  print(`Listening. The signing secret is ${secret}`);
  const known = new Set<string>();
  try {
    while (!signal.aborted) {
      for (const id of await findNewDeliveries(goen, path, known)) {
        const event = await unwrap(goen.GET('/v1/webhook-events/{id}', { params: { path: { id } } }));
        print(`${event.timestamp} ${event.type} ${JSON.stringify(event.data)}`);
        if (forwardTo !== null) print(`  ${await forward(event, secret, forwardTo)}`);
      }
      await pause(everyMs, signal);
    }
  } finally {
    await unwrap(goen.DELETE('/v1/webhook-endpoints/{id}', { params: { path } }));
  }
}

/** The ids of events that arrived since the last look, oldest first. */
async function findNewDeliveries(goen: GoenClient, path: { id: string }, known: Set<string>): Promise<string[]> {
  const fresh: string[] = [];
  for await (const { id, event_id: eventId } of goen.pages('/v1/webhook-endpoints/{id}/deliveries', { path })) {
    // The list is newest first.
    if (known.has(id)) break;
    known.add(id);
    fresh.unshift(eventId);
  }
  return fresh;
}

/** Sends the event as Goen would; returns what came of it. */
async function forward(
  { id, type, timestamp, data }: StoredWebhookEvent,
  secret: string,
  url: string,
): Promise<string> {
  const body = JSON.stringify({ type, timestamp, data });
  const now = new Date();
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
    'webhook-signature': new Webhook(secret).sign(id, now, body),
  };
  try {
    const response = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(15_000) });
    await response.body?.cancel();
    return `→ ${url}: ${response.status}`;
  } catch (error) {
    return `→ ${url}: ${error instanceof Error ? error.message : String(error)}`;
  }
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
