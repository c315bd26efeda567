import { randomUUID } from 'node:crypto';
import { createSeededRandom } from '@goen/sandbox-kit';
import { z } from 'zod';
import { extractAddress } from '../mails/address.ts';
import type { StoredMail } from '../mails/mail.ts';
import type { BounceType, RecordedEvent } from '../store/journal-entry.ts';
import type { SuppressionStore } from '../store/suppression-store.ts';
import type { MailWithoutBodies, WebhookDelivery, WebhookEvent } from './delivery.ts';
import type { WebhookSender } from './webhook-sender.ts';

const share = z.number().min(0).max(1).default(0);
/** Shares of accepted mails that are delivered, bounce, or are delivered and then draw a complaint. */
export const randomEvents = z
  .strictObject({ deliver: share, bounce: share, complain: share, seed: z.number().int().default(1) })
  .refine((shares) => shares.deliver + shares.bounce + shares.complain <= 1, 'the shares exceed 1');
export type RandomEvents = z.input<typeof randomEvents>;

type MailEvent = { mail: MailWithoutBodies; event: WebhookEvent; bounce?: BounceType };
export type MailEvents = {
  /** Updates the mails' states and reports the events to the customer's webhook. */
  publish(events: MailEvent[]): Promise<void>;
  /** Publishes the automatic events of mails that were just accepted. */
  publishAccepted(mails: StoredMail[]): Promise<void>;
};

export function createMailEvents(options: {
  recordEvents: (events: RecordedEvent[]) => Promise<void>;
  webhooks: WebhookSender;
  suppressions: SuppressionStore;
  autoDeliver: boolean;
  randomEvents: RandomEvents | undefined;
  now: () => Date;
}): MailEvents {
  const { recordEvents, webhooks, suppressions, autoDeliver, now } = options;
  const shares = randomEvents.parse(options.randomEvents ?? {});
  const random = createSeededRandom(shares.seed);

  const drawEvents = (): WebhookEvent[] => {
    const drawn = options.randomEvents ? random() : 1;
    if (drawn < shares.bounce) return ['bounced'];
    if (drawn < shares.bounce + shares.complain) return ['delivered', 'complained'];
    return autoDeliver || drawn < shares.bounce + shares.complain + shares.deliver ? ['delivered'] : [];
  };
  const toDeliveries = ({ mail, event, bounce = 'Permanent' }: MailEvent): WebhookDelivery[] => {
    const { provider } = mail;
    if (!webhooks.isConfigured(provider)) return [];
    const suppression = mail.to.map((to) => suppressions.find(provider, extractAddress(to))).find(Boolean);
    return [
      {
        id: randomUUID(),
        provider,
        mail,
        event,
        bounce,
        suppressedBy: suppression?.origin ?? 'bounce',
        occurredAt: now().toISOString(),
        attempts: [],
        state: 'waiting',
      },
    ];
  };

  const publish = async (events: MailEvent[]) => {
    const stateChanges = events.filter(({ event }) => event !== 'sent');
    await recordEvents(stateChanges.map(toRecordedEvent));
    webhooks.enqueue(events.flatMap(toDeliveries));
  };
  return {
    publish,
    async publishAccepted(mails) {
      const reported = mails
        .filter((mail) => mail.last_event !== 'scheduled' && webhooks.isConfigured(mail.provider))
        .map(({ html: _html, text: _text, ...mail }) => mail);
      const toEvents = (mail: MailWithoutBodies): WebhookEvent[] =>
        mail.last_event === 'suppressed' ? ['suppressed'] : ['sent', ...drawEvents()];
      await publish(reported.flatMap((mail) => toEvents(mail).map((event) => ({ mail, event }))));
    },
  };
}

const toRecordedEvent = ({ mail, event, bounce = 'Permanent' }: MailEvent): RecordedEvent => ({
  mail_id: mail.id,
  provider: mail.provider,
  to: mail.to.map(extractAddress),
  event,
  ...(event === 'bounced' ? { bounce } : {}),
});
