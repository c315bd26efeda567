import type { Stats } from '../faults/stats.ts';
import type { IdempotentAnswer } from '../store/journal-entry.ts';
import type { MailStore } from '../store/mail-store.ts';
import type { SuppressionStore } from '../store/suppression-store.ts';
import { extractAddress } from './address.ts';
import type { MailState, Provider, StoredMail } from './mail.ts';
import { type NewMail, toStoredMail } from './new-mail.ts';

export type MailIntake = {
  /** Builds the mails of a request. As at the vendors, a mail to a suppressed recipient is accepted, not delivered. */
  prepare(mails: NewMail[]): StoredMail[];
  /** Stores the mails together with the answer to their idempotency key, in one write. */
  accept(mails: StoredMail[], answer?: IdempotentAnswer | null): Promise<void>;
};

export function createMailIntake(options: {
  mails: MailStore;
  suppressions: SuppressionStore;
  stats: Stats;
  /** The state of a mail that is not suppressed: `sent` if events follow, otherwise `delivered`. */
  initialState: (provider: Provider) => MailState;
  onAccepted: (mails: StoredMail[]) => void;
  now: () => Date;
}): MailIntake {
  const { mails: mailStore, suppressions, stats, initialState, onAccepted, now } = options;
  return {
    prepare: (mails) =>
      mails.map((mail) => {
        const isSuppressed = mail.to.some((to) => suppressions.find(mail.provider, extractAddress(to)));
        return toStoredMail(mail, isSuppressed ? 'suppressed' : initialState(mail.provider), now());
      }),
    async accept(mails, answer = null) {
      await mailStore.append(mails, answer);
      for (const { provider } of mails) {
        const counters = stats[provider];
        counters.accepted += 1;
        counters.lastAcceptedAt = now().toISOString();
        counters.firstAcceptedAt ??= counters.lastAcceptedAt;
      }
      onAccepted(mails);
    },
  };
}
