import { setTimeout as wait } from 'node:timers/promises';
import { type MessageRequest, messageResult } from '@goen/contracts/internal';
import { Client } from 'undici';

export type Posted = {
  readonly startedAtMs: number;
  /** From the first try of a mail to the answer that it was sent. */
  readonly latenciesMs: number[];
  /** Answers that said to come again. */
  readonly askedAgain: number;
};

type Target = { readonly url: string; readonly token: string };
const answerTimeoutMs = 60_000;

/**
 * `POST /messages` of all, `concurrency` of them in flight, each on a kept-alive connection. As the worker does, who is
 * answered 503 asks again under the same key. Throws when a mail was not sent.
 */
export async function postMails(
  { url, token }: Target,
  mails: readonly MessageRequest[],
  concurrency: number,
): Promise<Posted> {
  const bodies = mails.map((mail) => JSON.stringify(mail));
  const connections = await connect(url, Math.min(concurrency, mails.length));
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const latenciesMs: number[] = [];
  let askedAgain = 0;

  const post = async (connection: Client, body: string): Promise<void> => {
    const begunAt = performance.now();
    for (;;) {
      const answer = await connection.request({ method: 'POST', path: '/messages', headers, body });
      const text = await answer.body.text();
      if (answer.statusCode === 200) {
        latenciesMs.push(performance.now() - begunAt);
        const { status } = messageResult.parse(JSON.parse(text));
        if (status !== 'sent') throw new Error(`A mail was not sent: ${text}`);
        return;
      }
      const afterSeconds = Number(answer.headers['retry-after'] ?? Number.NaN);
      if (answer.statusCode !== 503 || Number.isNaN(afterSeconds)) throw new Error(`${answer.statusCode}: ${text}`);
      askedAgain += 1;
      await wait(afterSeconds * 1000);
    }
  };

  const startedAtMs = Date.now();
  const rest = bodies.values();
  const lane = async (connection: Client) => {
    for (const body of rest) await post(connection, body);
  };
  try {
    await Promise.all(connections.map(lane));
  } finally {
    await Promise.all(connections.map((connection) => connection.destroy()));
  }
  return { startedAtMs, latenciesMs, askedAgain };
}

/** More at once than a server's backlog holds would wait seconds for their turn, and that is not what is measured. */
const connectAtOnce = 100;

/** Kept-alive connections, open before the clock starts. */
async function connect(url: string, count: number): Promise<Client[]> {
  const connections = Array.from({ length: count }, () => new Client(url, { headersTimeout: answerTimeoutMs }));
  for (let from = 0; from < count; from += connectAtOnce) {
    const some = connections.slice(from, from + connectAtOnce);
    await Promise.all(
      some.map(async (connection) => (await connection.request({ method: 'GET', path: '/livez' })).body.dump()),
    );
  }
  return connections;
}
