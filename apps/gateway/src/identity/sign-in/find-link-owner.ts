import { createHash } from 'node:crypto';
import { roundedNow } from '@goen/service-kit/database';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { readDemoToken } from './demo-links.ts';
import { maySignIn } from './request-link.ts';

/** Whom a mailed link signs in; null when it was used, has expired or is none, or its person was removed. Changes nothing. */
export async function findLinkOwner(context: GatewayContext, token: string): Promise<string | null> {
  const { settings, pool } = context.identity;
  const email = readDemoToken(settings.demoSecret ?? null, token) ?? (await readStoredLink(pool, token));
  return email !== null && (await maySignIn(context, email)) ? email : null;
}

async function readStoredLink(pool: GatewayContext['identity']['pool'], token: string): Promise<string | null> {
  // As the plugin stores its links (`storeToken: 'hashed'`); challenges of passkeys stand in the same table.
  const hash = createHash('sha256').update(token).digest('base64url');
  const { rows } = await pool.query<{ value: string }>(
    `select value from verification where identifier = $1 and "expiresAt" > ${roundedNow}`,
    [hash],
  );
  const [row] = rows;
  if (row === undefined) return null;
  const { email } = JSON.parse(row.value) as { readonly email?: unknown };
  return typeof email === 'string' ? email : null;
}
