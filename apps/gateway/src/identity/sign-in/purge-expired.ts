import { repeat } from '@goen/service-kit';
import { roundedNow } from '@goen/service-kit/database';
import type { Pool } from 'pg';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { maxSessionMs } from './auth.ts';

const everyMs = 3_600_000;

/** Deletes sessions, links, challenges and counts of attempts that count no more: sessions hold a network and a browser. */
export async function purgeExpired(pool: Pool): Promise<void> {
  await pool.query(
    `delete from session where "expiresAt" <= ${roundedNow} or "createdAt" <= now() - make_interval(secs => $1)`,
    [maxSessionMs / 1_000],
  );
  await pool.query(`delete from verification where "expiresAt" <= ${roundedNow}`);
  await pool.query(`delete from "signInLimit" where "validUntil" <= ${roundedNow}`);
}

/** Purges now and every hour; several gateways may do so at once. */
export const startPurgingExpired = ({
  identity,
  logger,
}: Pick<GatewayContext, 'identity' | 'logger'>): ReturnType<typeof repeat> =>
  repeat(
    () => purgeExpired(identity.pool),
    everyMs,
    (error) => logger.error({ err: error }, 'Failed to purge expired sessions; will retry'),
  );
