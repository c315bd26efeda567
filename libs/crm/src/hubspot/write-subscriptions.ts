import { VendorError } from '@goen/service-kit';
import { z } from 'zod';
import { type KeepEntry, type PushBatch, toRefusal } from '../push-batch.ts';
import type { HubspotClient } from './hubspot-client.ts';
import type { HubspotSettings } from './hubspot-settings.ts';
import { readAddress } from './write-contacts.ts';

const basePath = '/communication-preferences/v4/statuses/batch';
const unsubscribed = 'UNSUBSCRIBED';
const status = z.looseObject({ subscriberIdString: z.string(), subscriptionId: z.number(), status: z.string() });
const typeStatuses = z.looseObject({ subscriberIdString: z.string(), statuses: z.array(status) });
const globalStatuses = z.looseObject({
  subscriberIdString: z.string(),
  wideStatuses: z.array(z.looseObject({ status: z.string() })),
});

/**
 * Syncs unsubscriptions both ways. An unsubscription is never undone here: this subscribes nobody, neither in HubSpot
 * nor with us.
 */
export async function writeSubscriptions(
  client: HubspotClient,
  batch: PushBatch,
  settings: HubspotSettings,
): Promise<void> {
  const { subscription_id: subscriptionId } = settings;
  if (subscriptionId === undefined) return;
  const contacts = batch.keeps().filter((entry) => readAddress(entry) !== '');
  await batch.attempt(contacts, async () => {
    const unsubscribedThere = await readUnsubscribed(client, contacts, subscriptionId);
    for (const entry of contacts) {
      if (unsubscribedThere.has(readAddress(entry)) && !entry.push.candidate.unsubscribed)
        entry.unsubscribedInCrm = true;
    }
    const toUnsubscribe = contacts.filter(
      (entry) =>
        entry.failure === null && entry.push.candidate.unsubscribed && !unsubscribedThere.has(readAddress(entry)),
    );
    await unsubscribe(client, toUnsubscribe, subscriptionId);
  });
}

/** Addresses unsubscribed from this type or from all mail: HubSpot keeps the two apart. */
async function readUnsubscribed(
  client: HubspotClient,
  contacts: readonly KeepEntry[],
  subscriptionId: number,
): Promise<ReadonlySet<string>> {
  const inputs = [...new Set(contacts.map(readAddress))];
  const what = 'reading of subscriptions';
  const ofType = await post(client, what, '/read?channel=EMAIL', inputs, typeStatuses);
  const ofAll = await post(client, what, '/unsubscribe-all/read?channel=EMAIL', inputs, globalStatuses);
  const addresses = toAddresses([
    ...ofType.results.filter(({ statuses }) =>
      statuses.some((type) => type.subscriptionId === subscriptionId && type.status === unsubscribed),
    ),
    ...ofAll.results.filter(({ wideStatuses }) => wideStatuses.some((wide) => wide.status === unsubscribed)),
  ]);
  for (const { results, errors } of [ofType, ofAll]) {
    if (errors.length === 0) continue;
    // An error may hide a state, and an unknown state is not a consent.
    const answered = toAddresses(results);
    for (const entry of contacts) {
      const address = readAddress(entry);
      if (!answered.has(address) && !addresses.has(address)) refuse(entry, what);
    }
  }
  return addresses;
}

/** Successful responses can carry errors: an address that is not confirmed as unsubscribed is retried. */
async function unsubscribe(
  client: HubspotClient,
  entries: readonly KeepEntry[],
  subscriptionId: number,
): Promise<void> {
  if (entries.length === 0) return;
  const what = 'unsubscribing';
  const inputs = [...new Set(entries.map(readAddress))].map((subscriberIdString) => ({
    subscriberIdString,
    subscriptionId,
    statusState: unsubscribed,
    channel: 'EMAIL',
  }));
  const { results } = await post(client, what, '/write', inputs, status);
  const confirmed = toAddresses(results.filter((result) => result.status === unsubscribed));
  for (const entry of entries) if (!confirmed.has(readAddress(entry))) refuse(entry, what);
}

async function post<T>(
  client: HubspotClient,
  what: string,
  path: string,
  inputs: readonly unknown[],
  result: z.ZodType<T>,
): Promise<{ results: T[]; errors: unknown[] }> {
  const schema = z.object({ results: z.array(result), errors: z.array(z.unknown()).default([]) });
  const { data } = schema.safeParse(await client.request(what, 'POST', basePath + path, { inputs }));
  if (data === undefined) throw new VendorError('answer_unreadable', `${what}: no list of statuses`);
  return data;
}

const toAddresses = (results: readonly { readonly subscriberIdString: string }[]): ReadonlySet<string> =>
  new Set(results.map(({ subscriberIdString }) => subscriberIdString.toLowerCase()));

function refuse(entry: KeepEntry, what: string): void {
  entry.failure ??= toRefusal(`${what}: the address was refused`, { permanent: false });
}
