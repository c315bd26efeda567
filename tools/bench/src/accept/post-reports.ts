import { Pool } from 'undici';
import { runConcurrently } from '../run-concurrently.ts';

export type PostedReports = { readonly seconds: number; readonly latenciesMs: number[] };

/**
 * Posts the reports to `/v1/rejections`, `concurrency` at a time on keep-alive connections, each with an idempotency key;
 * the API keys take turns. Throws unless every answer is 202.
 */
export async function postReports(
  url: string,
  apiKeys: readonly string[],
  reports: readonly object[],
  concurrency: number,
): Promise<PostedReports> {
  const pool = new Pool(url, { connections: concurrency, pipelining: 1 });
  const requests = reports.map((report, n) => ({
    body: JSON.stringify(report),
    headers: {
      authorization: `Bearer ${apiKeys[n % apiKeys.length]}`,
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
    },
  }));
  const latenciesMs: number[] = [];
  const senders = Array.from({ length: concurrency }, (_, n) => n);
  try {
    const seconds = await runConcurrently(requests, senders, async ({ body, headers }) => {
      const requestedMs = performance.now();
      const response = await pool.request({ method: 'POST', path: '/v1/rejections', headers, body });
      const text = await response.body.text();
      latenciesMs.push(performance.now() - requestedMs);
      if (response.statusCode !== 202) throw new Error(`${response.statusCode}: ${text}`);
    });
    return { seconds, latenciesMs };
  } finally {
    await pool.destroy();
  }
}
