import { setTimeout as wait } from 'node:timers/promises';
import { type MessageRequest, messageResult } from '@goen/contracts/internal';
import { Client } from 'undici';

export type PostedMails = {
  readonly startedAtMs: number;
  /** From the first request for a mail to the response that it was sent. */
  readonly latenciesMs: number[];
  /** Requests that were answered 503 and repeated. */
  readonly retries: number;
};

type Target = { readonly url: string; readonly token: string };
const responseTimeoutMs = 60_000;

/**
 * Posts all mails to `/messages`, `concurrency` at a time, each on a keep-alive connection. Like the worker, retries
 * after a 503 with the same key. Throws if a mail was not sent.
 */
export async function postMails(
  { url, token }: Target,
  mails: readonly MessageRequest[],
  concurrency: number,
): Promise<PostedMails> {
  const bodies = mails.map((mail) => JSON.stringify(mail));
  const connections = await connect(url, Math.min(concurrency, mails.length));
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const latenciesMs: number[] = [];
  let retries = 0;

  const post = async (connection: Client, body: string): Promise<void> => {
    const startMs = performance.now();
    for (;;) {
      const response = await connection.request({ method: 'POST', path: '/messages', headers, body });
      const text = await response.body.text();
      if (response.statusCode === 200) {
        latenciesMs.push(performance.now() - startMs);
        const { status } = messageResult.parse(JSON.parse(text));
        if (status !== 'sent') throw new Error(`A mail was not sent: ${text}`);
        return;
      }
      const retryAfterSeconds = Number(response.headers['retry-after'] ?? Number.NaN);
      if (response.statusCode !== 503 || Number.isNaN(retryAfterSeconds))
        throw new Error(`${response.statusCode}: ${text}`);
      retries += 1;
      await wait(retryAfterSeconds * 1000);
    }
  };

  const startedAtMs = Date.now();
  const queue = bodies.values();
  const postAll = async (connection: Client) => {
    for (const body of queue) await post(connection, body);
  };
  try {
    await Promise.all(connections.map(postAll));
  } finally {
    await Promise.all(connections.map((connection) => connection.destroy()));
  }
  return { startedAtMs, latenciesMs, retries };
}

/** More than a server's backlog holds would wait for seconds, which is not what is measured. */
const maxParallelConnects = 100;

/** Keep-alive connections, opened before the clock starts. */
async function connect(url: string, count: number): Promise<Client[]> {
  const connections = Array.from({ length: count }, () => new Client(url, { headersTimeout: responseTimeoutMs }));
  for (let from = 0; from < count; from += maxParallelConnects) {
    const batch = connections.slice(from, from + maxParallelConnects);
    await Promise.all(
      batch.map(async (connection) => (await connection.request({ method: 'GET', path: '/livez' })).body.dump()),
    );
  }
  return connections;
}
