import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Suppressions } from '../accounts/suppressions.ts';
import { seededRandom } from '../faults/seeded-random.ts';
import { addressOf } from '../mails/address.ts';
import type { BounceType, MailHappening } from '../mails/entry.ts';
import type { StoredMail } from '../mails/mail.ts';
import type { Notice, NoticeEvent, ToldMail } from './notice.ts';
import type { Outbox } from './outbox.ts';

const share = z.number().min(0).max(1).default(0);
/** Shares of the accepted mails that are delivered, bounce, or are delivered and complained about. */
export const randomEvents = z
  .strictObject({ deliver: share, bounce: share, complain: share, seed: z.number().int().default(1) })
  .refine((shares) => shares.deliver + shares.bounce + shares.complain <= 1, 'the shares exceed 1');
export type RandomEvents = z.input<typeof randomEvents>;

export type Happened = { mail: ToldMail; event: NoticeEvent; bounce?: BounceType };
export type Events = {
  /** Changes the mails' states and tells the customer. */
  happen(happened: Happened[]): Promise<void>;
  /** What befalls mails by itself once they are accepted. */
  accepted(mails: StoredMail[]): Promise<void>;
};

export function createEvents(options: {
  record: (happenings: MailHappening[]) => Promise<void>;
  outbox: Outbox;
  suppressions: Suppressions;
  autoDeliver: boolean;
  random: RandomEvents | undefined;
  now: () => Date;
}): Events {
  const { record, outbox, suppressions, autoDeliver, now } = options;
  const shares = randomEvents.parse(options.random ?? {});
  const random = seededRandom(shares.seed);

  const fate = (): NoticeEvent[] => {
    const drawn = options.random ? random() : 1;
    if (drawn < shares.bounce) return ['bounced'];
    if (drawn < shares.bounce + shares.complain) return ['delivered', 'complained'];
    return autoDeliver || drawn < shares.bounce + shares.complain + shares.deliver ? ['delivered'] : [];
  };
  const noticeOf = ({ mail, event, bounce = 'Permanent' }: Happened): Notice[] => {
    const { provider } = mail;
    if (!outbox.serves(provider)) return [];
    const at = now().toISOString();
    const id = randomUUID();
    const suppressed = mail.to.map((to) => suppressions.find(provider, addressOf(to))).find(Boolean);
    const suppressedBy = suppressed?.origin ?? 'bounce';
    return [{ id, provider, mail, event, bounce, suppressedBy, at, attempts: [], state: 'waiting' }];
  };

  const happen = async (happened: Happened[]) => {
    const changes = happened.filter(({ event }) => event !== 'sent');
    await record(changes.map(happeningOf));
    outbox.post(happened.flatMap(noticeOf));
  };
  return {
    happen,
    async accepted(mails) {
      const told = mails
        .filter((mail) => mail.last_event !== 'scheduled' && outbox.serves(mail.provider))
        .map(({ html: _html, text: _text, ...mail }) => mail);
      const events = (mail: ToldMail): NoticeEvent[] =>
        mail.last_event === 'suppressed' ? ['suppressed'] : ['sent', ...fate()];
      await happen(told.flatMap((mail) => events(mail).map((event) => ({ mail, event }))));
    },
  };
}

const happeningOf = ({ mail, event, bounce = 'Permanent' }: Happened): MailHappening => ({
  mail_id: mail.id,
  provider: mail.provider,
  to: mail.to.map(addressOf),
  event,
  ...(event === 'bounced' ? { bounce } : {}),
});
