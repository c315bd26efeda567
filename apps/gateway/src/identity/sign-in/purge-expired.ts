import { repeat } from '@goen/service-kit';
import { roundedNow } from '@goen/service-kit/database';
import type { Pool } from 'pg';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { maxSessionMs } from './auth.ts';

const everyMs = 3_600_000;

const isExpired = {
  session: `"expiresAt" <= ${roundedNow} or "createdAt" <= now() - make_interval(secs => ${maxSessionMs / 1_000})`,
  verification: `"expiresAt" <= ${roundedNow}`,
  signInLimit: `"validUntil" <= ${roundedNow}`,
};

/** Deletes sessions, links, challenges and counts of attempts that count no more: sessions hold a network and a browser. */
export async function purgeExpired(pool: Pool): Promise<void> {
  for (const [table, condition] of Object.entries(isExpired)) {
    await pool.query(`delete from "${table}" where ${condition}`);
  }
}

/** How many rows of each table that would delete now; changes nothing. */
export async function countExpiredSignIn(pool: Pool): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const [table, condition] of Object.entries(isExpired)) {
    const { rows } = await pool.query<{ n: number }>(`select count(*)::int as n from "${table}" where ${condition}`);
    counts.set(table, rows[0]?.n ?? 0);
  }
  return counts;
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
