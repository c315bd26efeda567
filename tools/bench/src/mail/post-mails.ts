import { setTimeout as wait } from 'node:timers/promises';
import { type MessageRequest, messageResult } from '@goen/contracts';
import { Pool } from 'undici';

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
  const pool = new Pool(url, { connections: concurrency, pipelining: 1, headersTimeout: answerTimeoutMs });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const latenciesMs: number[] = [];
  let askedAgain = 0;

  const post = async (body: string): Promise<void> => {
    const begunAt = performance.now();
    for (;;) {
      const answer = await pool.request({ method: 'POST', path: '/messages', headers, body });
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
  const lane = async () => {
    for (const body of rest) await post(body);
  };
  try {
    await Promise.all(Array.from({ length: Math.min(concurrency, bodies.length) }, lane));
  } finally {
    await pool.destroy();
  }
  return { startedAtMs, latenciesMs, askedAgain };
}
