import { uuidOf } from '../shared/ids.ts';
import { rollingLimit } from '../shared/limits.ts';
import type { Random } from '../shared/seeded-random.ts';

export type ZohoOptions = {
  /** Without them every client and refresh token is good. */
  client?: { id: string; secret: string; refreshToken: string };
  /** Of access tokens; an hour unless told. */
  tokenLifetimeMs?: number;
  /** Five unless told; `null` switches the limit off. */
  refreshesPerMinute?: number | null;
  /**
   * The status of the answer that there were too many refreshes. Zoho's documentation names none: 400 is what is
   * seen, 200 is what its accounts server answers to other refusals. A client must not need either.
   */
  tooManyRefreshesStatus?: 200 | 400;
  /** The Candidate Statuses of the account; without a list every name is one. */
  candidateStatuses?: readonly string[];
};

/** Zoho keeps so many of a refresh token; the oldest goes when another is made. */
const maxActive = 15;

export type AccessTokens = {
  /** The token and its life in seconds, or null when there were too many refreshes in the last minute. */
  refresh(): { token: string; expiresInSeconds: number } | null;
  isGood(token: string): boolean;
  revoke(token: string): void;
  revokeAll(): void;
};

export function createAccessTokens(options: ZohoOptions, random: Random, now: () => Date): AccessTokens {
  const { tokenLifetimeMs = 60 * 60 * 1000, refreshesPerMinute = 5 } = options;
  const limit = rollingLimit({ limit: refreshesPerMinute, windowMs: 60_000, now });
  const expiries = new Map<string, number>();
  return {
    refresh() {
      if (!limit.take().allowed) return null;
      const token = `1000.${uuidOf(random).replaceAll('-', '')}`;
      expiries.set(token, now().getTime() + tokenLifetimeMs);
      const [oldest] = expiries.keys();
      if (expiries.size > maxActive && oldest !== undefined) expiries.delete(oldest);
      return { token, expiresInSeconds: Math.floor(tokenLifetimeMs / 1000) };
    },
    isGood: (token) => (expiries.get(token) ?? 0) > now().getTime(),
    revoke: (token) => void expiries.delete(token),
    revokeAll: () => expiries.clear(),
  };
}
