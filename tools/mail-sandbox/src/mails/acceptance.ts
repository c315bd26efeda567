import type { Stats } from '../faults/stats.ts';
import { addressOf } from './address.ts';
import type { Books } from './books.ts';
import type { Answered } from './entry.ts';
import type { MailEvent, Provider, StoredMail } from './mail.ts';
import type { MailStore } from './mail-store.ts';
import { type NewMail, newMail } from './new-mail.ts';

export type Acceptance = {
  /** Makes the mails of a request; one to a suppressed recipient is accepted, as at the vendors, and goes nowhere. */
  make(inputs: Omit<NewMail, 'last_event'>[]): StoredMail[];
  /** Keeps them, in one write with what the request's key is answered from now on. */
  keep(mails: StoredMail[], answered?: Answered | null): Promise<void>;
};

export function createAcceptance(options: {
  store: MailStore;
  suppressions: Books['suppressions'];
  stats: Stats;
  /** The state of a mail that goes on: `sent` where events tell the rest, else `delivered` at once. */
  firstState: (provider: Provider) => MailEvent;
  onAccepted: (mails: StoredMail[]) => void;
  now: () => Date;
}): Acceptance {
  const { store, suppressions, stats, firstState, onAccepted, now } = options;
  return {
    make: (inputs) =>
      inputs.map((input) => {
        const suppressed = input.to.some((to) => suppressions.find(input.provider, addressOf(to)));
        return newMail({ ...input, last_event: suppressed ? 'suppressed' : firstState(input.provider) }, now());
      }),
    async keep(mails, answered = null) {
      await store.accept(mails, answered);
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
