import { sealPrefixBytes } from '@goen/service-kit';
import { LRUCache } from 'lru-cache';
import type { RenderedMail } from '../providers/provider.ts';

/** UTF-16 units of text, some two bytes each: of what waits at once when many come. The rest is read from its row. */
const maxUnits = 40_000_000;
const ttlMs = 60_000;

/**
 * Mails that this process has just composed and stored, so that who sends them need not open what was sealed a moment
 * ago. The stamp tells whether the row still holds that very body: another process may have decided it anew.
 */
export type RecentMails = {
  keep(sealed: Uint8Array, mail: RenderedMail): void;
  /** `stamp` in hex. Each is given once. */
  take(stamp: string): RenderedMail | null;
};

export function createRecentMails(): RecentMails {
  const kept = new LRUCache<string, RenderedMail>({
    maxSize: maxUnits,
    sizeCalculation: ({ html, text }) => html.length + text.length + 1,
    ttl: ttlMs,
    ttlAutopurge: true,
  });
  return {
    keep(sealed, mail) {
      kept.set(Buffer.from(sealed).toString('hex', 0, sealPrefixBytes), mail);
    },
    take(stamp) {
      const found = kept.get(stamp) ?? null;
      kept.delete(stamp);
      return found;
    },
  };
}
