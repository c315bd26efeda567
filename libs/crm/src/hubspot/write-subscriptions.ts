import { VendorError } from '@goen/service-kit';
import { z } from 'zod';
import { type PushBatch, refusal } from '../push-batch.ts';
import type { HubspotCall } from './hubspot-client.ts';
import type { HubspotSettings } from './hubspot-settings.ts';
import { addressOf, type KeptContact } from './write-contacts.ts';

const path = '/communication-preferences/v4/statuses/batch';
const refused = 'UNSUBSCRIBED';
const status = z.looseObject({ subscriberIdString: z.string(), subscriptionId: z.number(), status: z.string() });
const ofTypes = z.looseObject({ subscriberIdString: z.string(), statuses: z.array(status) });
const ofAll = z.looseObject({
  subscriberIdString: z.string(),
  wideStatuses: z.array(z.looseObject({ status: z.string() })),
});

/**
 * Keeps a refusal the same on both sides: who unsubscribed with us is unsubscribed there, and the other way round. A
 * refusal is never taken back: on neither side is anybody subscribed by this.
 */
export async function writeSubscriptions(
  call: HubspotCall,
  batch: PushBatch,
  settings: HubspotSettings,
): Promise<void> {
  const { subscription_id: subscriptionId } = settings;
  if (subscriptionId === undefined) return;
  const contacts = batch.kept().filter((entry) => addressOf(entry) !== '');
  await batch.attempt(contacts, async () => {
    const said = await readRefusals(call, contacts, subscriptionId);
    for (const entry of contacts) {
      if (said.has(addressOf(entry)) && !entry.push.candidate.unsubscribed) entry.unsubscribedInCrm = true;
    }
    await unsubscribe(
      call,
      contacts.filter(
        (entry) => entry.fault === null && entry.push.candidate.unsubscribed && !said.has(addressOf(entry)),
      ),
      subscriptionId,
    );
  });
}

/** The addresses that want no mail of this type, or none at all: they are kept apart at HubSpot. */
async function readRefusals(
  call: HubspotCall,
  contacts: readonly KeptContact[],
  subscriptionId: number,
): Promise<ReadonlySet<string>> {
  const inputs = [...new Set(contacts.map(addressOf))];
  const what = 'reading of subscriptions';
  const types = await ask(call, what, '/read?channel=EMAIL', inputs, ofTypes);
  const all = await ask(call, what, '/unsubscribe-all/read?channel=EMAIL', inputs, ofAll);
  const isOfType = (one: z.infer<typeof status>) => one.subscriptionId === subscriptionId && one.status === refused;
  const said = addressesOf([
    ...types.results.filter(({ statuses }) => statuses.some(isOfType)),
    ...all.results.filter(({ wideStatuses }) => wideStatuses.some((one) => one.status === refused)),
  ]);
  for (const { results, errors } of [types, all]) {
    if (errors.length === 0) continue;
    // What an error kept back is not known: that is no consent.
    const told = addressesOf(results);
    for (const entry of contacts) {
      const address = addressOf(entry);
      if (!told.has(address) && !said.has(address)) refuse(entry, what);
    }
  }
  return said;
}

/** Errors sit inside answers of success: who is not told to be unsubscribed is not. */
async function unsubscribe(call: HubspotCall, batch: readonly KeptContact[], subscriptionId: number): Promise<void> {
  if (batch.length === 0) return;
  const what = 'unsubscribing';
  const inputs = [...new Set(batch.map(addressOf))].map((subscriberIdString) => ({
    subscriberIdString,
    subscriptionId,
    statusState: refused,
    channel: 'EMAIL',
  }));
  const { results } = await ask(call, what, '/write', inputs, status);
  const taken = addressesOf(results.filter((one) => one.status === refused));
  for (const entry of batch) if (!taken.has(addressOf(entry))) refuse(entry, what);
}

async function ask<T>(
  call: HubspotCall,
  what: string,
  of: string,
  inputs: readonly unknown[],
  result: z.ZodType<T>,
): Promise<{ results: T[]; errors: unknown[] }> {
  const answer = z.object({ results: z.array(result), errors: z.array(z.unknown()).default([]) });
  const { data } = answer.safeParse(await call.request(what, 'POST', path + of, { inputs }));
  if (data === undefined) throw new VendorError('answer_unreadable', `${what}: no list of statuses`);
  return data;
}

const addressesOf = (results: readonly { readonly subscriberIdString: string }[]): ReadonlySet<string> =>
  new Set(results.map(({ subscriberIdString }) => subscriberIdString.toLowerCase()));

function refuse(entry: KeptContact, what: string): void {
  entry.fault ??= refusal(`${what}: the address was refused`, { permanent: false });
}
