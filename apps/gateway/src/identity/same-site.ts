import { HttpProblem } from '@goen/service-kit';
import type { Context } from 'hono';

const safeMethods = ['GET', 'HEAD'];

/**
 * Refuses what another site makes a signed-in browser send. Browsers name the site in `Sec-Fetch-Site`, and send `Origin`
 * with everything that changes something; a request that changes something and has neither is refused as well.
 */
export function assertSameSite(c: Context, publicUrl: string): void {
  const site = c.req.header('sec-fetch-site');
  const origin = c.req.header('origin');
  const isSafe = safeMethods.includes(c.req.method);
  const isForeign =
    (site !== undefined && site !== 'same-origin' && !(isSafe && site === 'none')) ||
    (origin !== undefined && origin !== new URL(publicUrl).origin) ||
    (!isSafe && site === undefined && origin === undefined);
  if (isForeign) throw new HttpProblem('cross_site_request');
}
