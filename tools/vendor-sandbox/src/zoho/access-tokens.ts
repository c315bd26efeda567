import type { Random } from '@goen/sandbox-kit';
import { drawUuid } from '../shared/ids.ts';
import { rollingLimit } from '../shared/limits.ts';

export type ZohoOptions = {
  /** Without them, every client and refresh token is accepted. */
  client?: { id: string; secret: string; refreshToken: string };
  /** Lifetime of access tokens. Default: an hour. */
  tokenLifetimeMs?: number;
  /** Default 5; `null` switches the limit off. */
  refreshesPerMinute?: number | null;
  /**
   * The status of the error for too many refreshes. Zoho does not document it: 400 is seen in practice, and its
   * accounts server answers other errors with 200. Clients must handle both.
   */
  tooManyRefreshesStatus?: 200 | 400;
  /** The account's Candidate Statuses. Without a list, every name is valid. */
  candidateStatuses?: readonly string[];
};

/** Active access tokens per refresh token; a further one revokes the oldest. */
const maxActive = 15;

export type AccessTokens = {
  /** A new token, or null after too many refreshes in the last minute. */
  refresh(): { token: string; expiresInSeconds: number } | null;
  isValid(token: string): boolean;
  revoke(token: string): void;
  revokeAll(): void;
};

export function createAccessTokens(options: ZohoOptions, random: Random, now: () => Date): AccessTokens {
  const { tokenLifetimeMs = 60 * 60 * 1000, refreshesPerMinute = 5 } = options;
  const limit = rollingLimit({ limit: refreshesPerMinute, windowMs: 60_000, now });
  const expiresAtMs = new Map<string, number>();
  return {
    refresh() {
      if (!limit.take().allowed) return null;
      const token = `1000.${drawUuid(random).replaceAll('-', '')}`;
      expiresAtMs.set(token, now().getTime() + tokenLifetimeMs);
      const [oldest] = expiresAtMs.keys();
      if (expiresAtMs.size > maxActive && oldest !== undefined) expiresAtMs.delete(oldest);
      return { token, expiresInSeconds: Math.floor(tokenLifetimeMs / 1000) };
    },
    isValid: (token) => (expiresAtMs.get(token) ?? 0) > now().getTime(),
    revoke: (token) => void expiresAtMs.delete(token),
    revokeAll: () => expiresAtMs.clear(),
  };
}
