import { creditBalance, referralResult } from '@goen/contracts/internal';
import { Pool } from 'undici';
import type { Posting } from './made-up-postings.ts';

type Target = { readonly url: string; readonly token: string };

export type Referred = { readonly elapsedMs: number; readonly latenciesMs: number[] };

/**
 * `POST /companies/{id}/referrals` of all, `concurrency` of them in flight, each on a kept-alive connection, as workers
 * do. Throws when one was not posted.
 */
export async function postReferrals(
  { url, token }: Target,
  postings: readonly Posting[],
  concurrency: number,
): Promise<Referred> {
  const requests = postings.map(({ company, referral }) => ({
    path: `/companies/${company}/referrals`,
    body: JSON.stringify(referral),
  }));
  const pool = new Pool(url, { connections: concurrency, pipelining: 1 });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const latenciesMs: number[] = [];
  const post = async ({ path, body }: { path: string; body: string }): Promise<void> => {
    const begunAt = performance.now();
    const answer = await pool.request({ method: 'POST', path, headers, body });
    const text = await answer.body.text();
    latenciesMs.push(performance.now() - begunAt);
    if (answer.statusCode !== 200) throw new Error(`${answer.statusCode}: ${text}`);
    const result = referralResult.parse(JSON.parse(text));
    if (result.status !== 'posted' || result.replayed) throw new Error(`A point was not posted: ${text}`);
  };
  const rest = requests.values();
  const lane = async () => {
    for (const request of rest) await post(request);
  };
  const begunAt = performance.now();
  try {
    await Promise.all(Array.from({ length: Math.min(concurrency, requests.length) }, lane));
  } finally {
    await pool.destroy();
  }
  return { elapsedMs: performance.now() - begunAt, latenciesMs };
}

/** Points that the balances of the companies add up to. */
export async function pointsOf({ url, token }: Target, companies: Iterable<string>): Promise<number> {
  let points = 0;
  for (const company of companies) {
    const answer = await fetch(`${url}/companies/${company}/balance`, {
      headers: { authorization: `Bearer ${token}` },
    });
    points += creditBalance.parse(await answer.json()).points;
  }
  return points;
}
