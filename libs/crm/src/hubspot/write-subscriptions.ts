import { VendorError } from '@goen/service-kit';
import { z } from 'zod';
import type { Slots } from '../slots.ts';
import type { HubspotCall } from './hubspot-client.ts';
import type { HubspotSettings } from './hubspot-settings.ts';
import { addressOf } from './write-contacts.ts';

const path = '/communication-preferences/v4/statuses/batch';
const read = z.object({
  results: z.array(
    z.looseObject({
      subscriberIdString: z.string(),
      statuses: z.array(z.looseObject({ subscriptionId: z.number(), status: z.string() })),
    }),
  ),
});

/**
 * Keeps a refusal the same on both sides: who unsubscribed with us is unsubscribed there, and the other way round. A
 * refusal is never taken back: on neither side is anybody subscribed by this.
 */
export async function writeSubscriptions(call: HubspotCall, slots: Slots, settings: HubspotSettings): Promise<void> {
  const { subscription_id: subscriptionId } = settings;
  if (subscriptionId === undefined) return;
  const contacts = slots.kept().filter((slot) => addressOf(slot) !== '');
  await slots.attempt(contacts, async () => {
    const what = 'reading of subscriptions';
    const inputs = [...new Set(contacts.map(addressOf))];
    const { data } = read.safeParse(await call.request(what, 'POST', `${path}/read?channel=EMAIL`, { inputs }));
    if (data === undefined) throw new VendorError('answer_unreadable', `${what}: no list of statuses`);
    const refused = new Set(
      data.results
        .filter(({ statuses }) =>
          statuses.some((one) => one.subscriptionId === subscriptionId && one.status === 'UNSUBSCRIBED'),
        )
        .map(({ subscriberIdString }) => subscriberIdString.toLowerCase()),
    );
    for (const slot of contacts) {
      if (refused.has(addressOf(slot)) && !slot.push.candidate.unsubscribed) slot.unsubscribedThere = true;
    }
    const toTell = contacts.filter((slot) => slot.push.candidate.unsubscribed && !refused.has(addressOf(slot)));
    if (toTell.length === 0) return;
    const told = [...new Set(toTell.map(addressOf))].map((subscriberIdString) => ({
      subscriberIdString,
      subscriptionId,
      statusState: 'UNSUBSCRIBED',
      channel: 'EMAIL',
    }));
    await call.request('unsubscribing', 'POST', `${path}/write`, { inputs: told });
  });
}
