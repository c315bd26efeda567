import { LRUCache } from 'lru-cache';
import type { RenderedMail } from '../providers/provider.ts';

/** As many as wait at once when many come; the rest is read from its row. */
const max = 5_000;
const ttlMs = 60_000;

/** The head of a sealed body: version, IV and tag, in bytes. No two seals share it. */
export const stampBytes = 1 + 12 + 16;

/**
 * Mails that this process has just composed, so that who sends them need not open what was sealed a moment ago. The
 * stamp tells whether the row still holds that very body: another process may have decided it anew.
 */
export type FreshMails = {
  keep(sealed: Buffer, mail: RenderedMail): void;
  /** `stamp` in hex. Each is given once. */
  take(stamp: string): RenderedMail | null;
};

export function createFreshMails(): FreshMails {
  const kept = new LRUCache<string, RenderedMail>({ max, ttl: ttlMs });
  return {
    keep(sealed, mail) {
      kept.set(sealed.toString('hex', 0, stampBytes), mail);
    },
    take(stamp) {
      const found = kept.get(stamp) ?? null;
      kept.delete(stamp);
      return found;
    },
  };
}
