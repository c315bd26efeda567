import { sealPrefixBytes } from '@goen/service-kit';
import { LRUCache } from 'lru-cache';
import type { RenderedMail } from '../providers/provider.ts';

/** UTF-16 code units, at most two bytes each; mails beyond it are read from their rows. */
const maxCodeUnits = 40_000_000;
const ttlMs = 60_000;

/**
 * Mails that this process has just composed and stored, so that sending need not decrypt them again. The prefix of the
 * sealed body is the key: it shows whether the row still holds that body, as another process may have replaced it.
 */
export type RecentMails = {
  put(sealed: Uint8Array, mail: RenderedMail): void;
  /** Removes and returns the mail; `sealPrefix` in hex. */
  take(sealPrefix: string): RenderedMail | null;
};

export function createRecentMails(): RecentMails {
  const mails = new LRUCache<string, RenderedMail>({
    maxSize: maxCodeUnits,
    sizeCalculation: ({ html, text }) => html.length + text.length + 1,
    ttl: ttlMs,
    ttlAutopurge: true,
  });
  return {
    put(sealed, mail) {
      mails.set(Buffer.from(sealed).toString('hex', 0, sealPrefixBytes), mail);
    },
    take(sealPrefix) {
      const mail = mails.get(sealPrefix) ?? null;
      mails.delete(sealPrefix);
      return mail;
    },
  };
}
