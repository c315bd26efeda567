import { type SealKeys, seal, unseal, VendorError } from '@goen/service-kit';
import { LockMode } from '@mikro-orm/core';
import { Connection } from '../entities/connection.ts';
import { type Database, withCompany } from '../sessions.ts';

/** A token is not used in its last minute: clocks differ, and calls take time. */
const marginMs = 60_000;
/** Zoho allows five refreshes per minute and refresh token; this leaves room for a connection that shares it. */
const minPauseMs = 30_000;

type Refresh = () => Promise<{ token: string; expiresInMs: number }>;

/**
 * The access token of a connection, sealed in its row and shared by all callers. One caller refreshes it under a lock
 * while the others wait for the vendor. Throws `VendorError` `rate_limited` when the last refresh is too recent.
 */
export function connectionTokens(
  orm: Database,
  { companyId, connectionId }: { readonly companyId: string; readonly connectionId: string },
  { key, now }: { readonly key: SealKeys; readonly now: () => Date },
): { get(refresh: Refresh): Promise<string>; drop(token: string): Promise<void> } {
  const unsealValid = ({ token, tokenExpiresAt }: Connection) =>
    token && tokenExpiresAt && tokenExpiresAt.getTime() - marginMs > now().getTime()
      ? unseal(token, connectionId, key)
      : null;
  return {
    async get(refresh) {
      const known = await withCompany(orm, companyId, async (em) =>
        unsealValid(await em.findOneOrFail(Connection, { id: connectionId })),
      );
      if (known !== null) return known;
      const refreshed = await withCompany(orm, companyId, async (em) => {
        await em.execute(`select pg_advisory_xact_lock(hashtextextended('token:' || ?, 0))`, [connectionId]);
        const row = await em.findOneOrFail(Connection, { id: connectionId }, { refresh: true });
        const refreshedByOther = unsealValid(row);
        if (refreshedByOther !== null) return refreshedByOther;
        const sinceMs = now().getTime() - (row.tokenRefreshedAt?.getTime() ?? 0);
        if (sinceMs >= 0 && sinceMs < minPauseMs)
          throw new VendorError('rate_limited', 'the access token was refreshed a moment ago', {
            retryAfterMs: minPauseMs - sinceMs,
          });
        const answer = await refresh().catch((error: unknown) => ({ error }));
        const tokenRefreshedAt = now();
        if ('error' in answer) {
          await em.nativeUpdate(Connection, { id: connectionId }, { tokenRefreshedAt });
          return answer;
        }
        const tokenExpiresAt = new Date(tokenRefreshedAt.getTime() + answer.expiresInMs);
        const token = seal(answer.token, connectionId, key);
        await em.nativeUpdate(Connection, { id: connectionId }, { token, tokenExpiresAt, tokenRefreshedAt });
        return answer.token;
      });
      // A failed refresh counts as well, so the error is thrown after that is saved.
      if (typeof refreshed !== 'string') throw refreshed.error;
      return refreshed;
    },
    drop: (token) =>
      withCompany(orm, companyId, async (em) => {
        const row = await em.findOneOrFail(
          Connection,
          { id: connectionId },
          { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
        );
        // Another caller may have refreshed it already.
        if (row.token && unseal(row.token, connectionId, key) === token) row.token = null;
      }),
  };
}
