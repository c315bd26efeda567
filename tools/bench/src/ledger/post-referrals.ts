import { creditBalance, referralResult } from '@goen/contracts/internal';
import { Pool } from 'undici';
import type { Posting } from './generate-postings.ts';

type Target = { readonly url: string; readonly token: string };

export type PostedReferrals = { readonly elapsedMs: number; readonly latenciesMs: number[] };

/**
 * Posts all referrals to `/companies/{id}/referrals`, `concurrency` at a time, each on a keep-alive connection like a
 * worker's. Throws if one was not posted.
 */
export async function postReferrals(
  { url, token }: Target,
  postings: readonly Posting[],
  concurrency: number,
): Promise<PostedReferrals> {
  const requests = postings.map(({ company, referral }) => ({
    path: `/companies/${company}/referrals`,
    body: JSON.stringify(referral),
  }));
  const pool = new Pool(url, { connections: concurrency, pipelining: 1 });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const latenciesMs: number[] = [];
  const post = async ({ path, body }: { path: string; body: string }): Promise<void> => {
    const requestedMs = performance.now();
    const response = await pool.request({ method: 'POST', path, headers, body });
    const text = await response.body.text();
    latenciesMs.push(performance.now() - requestedMs);
    if (response.statusCode !== 200) throw new Error(`${response.statusCode}: ${text}`);
    const result = referralResult.parse(JSON.parse(text));
    if (result.status !== 'posted' || result.replayed) throw new Error(`A point was not posted: ${text}`);
  };
  const queue = requests.values();
  const postAll = async () => {
    for (const request of queue) await post(request);
  };
  const startMs = performance.now();
  try {
    await Promise.all(Array.from({ length: Math.min(concurrency, requests.length) }, postAll));
  } finally {
    await pool.destroy();
  }
  return { elapsedMs: performance.now() - startMs, latenciesMs };
}

/** The sum of the points in the balances of the companies. */
export async function sumPoints({ url, token }: Target, companies: Iterable<string>): Promise<number> {
  let points = 0;
  for (const company of companies) {
    const response = await fetch(`${url}/companies/${company}/balance`, {
      headers: { authorization: `Bearer ${token}` },
    });
    points += creditBalance.parse(await response.json()).points;
  }
  return points;
}
