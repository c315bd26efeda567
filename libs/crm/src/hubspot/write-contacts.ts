import { VendorError } from '@goen/service-kit';
import { displayName, mappedFields } from '../fields.ts';
import type { SinkCandidate } from '../sink.ts';
import { type KeepPush, refusal, type Slot, type Slots } from '../slots.ts';
import type { HubspotCall } from './hubspot-client.ts';
import type { HubspotSettings } from './hubspot-settings.ts';

export type KeptContact = Slot<KeepPush>;
export const addressOf = ({ push }: KeptContact): string => (push.candidate.email ?? '').trim().toLowerCase();

/** Properties of a contact; what is not known is left as it stands there. */
export function contactProperties(candidate: SinkCandidate, { fields }: HubspotSettings): Record<string, string> {
  const { familyName, givenName, email, phones, prefecture } = candidate;
  const own = {
    email: email?.trim(),
    lastname: familyName || displayName(candidate),
    firstname: familyName ? givenName : null,
    phone: phones[0],
    state: prefecture,
  };
  const known = Object.entries(own).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return { ...Object.fromEntries(known), ...mappedFields(candidate, fields) };
}

/**
 * Writes contacts: those whom HubSpot has by its id, which outlasts a new address; all others by their address, so that
 * one who is there already stays one. Learns the ids. Who is only looked at is left as they stand, or do not.
 */
export async function writeContacts(call: HubspotCall, slots: Slots, settings: HubspotSettings): Promise<void> {
  const changed = () => slots.kept().filter(({ push }) => !push.lookOnly);
  for (const slot of changed()) {
    if (slot.remoteId !== null || slot.push.formerAddresses.length === 0) continue;
    await slots.attempt([slot], async () => {
      slot.remoteId = await findByAddress(call, slot.push.formerAddresses);
    });
  }
  const known = changed().filter(({ remoteId }) => remoteId !== null);
  await slots.attempt(known, () => update(call, known, settings));
  let waiting = changed().filter((slot) => slot.remoteId === null && addressOf(slot) !== '');
  while (waiting.length > 0) {
    // A batch that names one address twice is refused whole.
    const round = new Map(waiting.toReversed().map((slot) => [addressOf(slot), slot]));
    await slots.attempt([...round.values()], () => upsert(call, round, settings));
    waiting = waiting.filter((slot) => round.get(addressOf(slot)) !== slot);
  }
}

/** The id of the contact that stands there under one of these addresses; null when none does. */
export async function findByAddress({ ask }: HubspotCall, addresses: readonly string[]): Promise<string | null> {
  for (const address of addresses) {
    try {
      const found = await ask('search by address', (client) =>
        client.crm.contacts.basicApi.getById(address, undefined, undefined, undefined, false, 'email'),
      );
      return found.id;
    } catch (error) {
      if (!(error instanceof VendorError) || error.fault.code !== 'not_found') throw error;
    }
  }
  return null;
}

async function update({ ask }: HubspotCall, slots: readonly KeptContact[], settings: HubspotSettings): Promise<void> {
  const what = 'update of contacts';
  const inputs = slots.map(({ remoteId, push }) => ({
    id: remoteId ?? '',
    properties: contactProperties(push.candidate, settings),
  }));
  const answer = await ask(what, (client) => client.crm.contacts.batchApi.update({ inputs }));
  const written = new Set(answer.results.map(({ id }) => id));
  const gone = idsIn(answer, 'OBJECT_NOT_FOUND');
  for (const slot of slots) {
    if (slot.remoteId !== null && written.has(slot.remoteId)) continue;
    // One that was deleted by hand is written anew.
    if (slot.remoteId !== null && gone.has(slot.remoteId)) slot.remoteId = null;
    else slot.fault ??= refusal(`${what}: the contact was refused`, { permanent: false });
  }
}

async function upsert(
  { ask }: HubspotCall,
  byAddress: ReadonlyMap<string, KeptContact>,
  settings: HubspotSettings,
): Promise<void> {
  const what = 'upsert of contacts';
  const inputs = [...byAddress].map(([id, { push }]) => ({
    id,
    idProperty: 'email',
    properties: contactProperties(push.candidate, settings),
  }));
  const answer = await ask(what, (client) => client.crm.contacts.batchApi.upsert({ inputs }));
  for (const { id, properties } of answer.results) {
    const slot = byAddress.get((properties.email ?? '').toLowerCase());
    if (slot) slot.remoteId = id;
  }
  const refused = idsIn(answer, 'VALIDATION_ERROR');
  for (const [address, slot] of byAddress) {
    if (slot.remoteId !== null) continue;
    // One that is neither written nor named by an error comes again.
    slot.fault ??= refusal(`${what}: the contact was refused`, { permanent: refused.has(address) });
  }
}

type WithErrors = { errors?: { category: string; context: { [key: string]: string[] } }[] };

/** The inputs that errors of a category name: a batch of which some were taken is answered 207. */
const idsIn = (answer: object, category: string): ReadonlySet<string> =>
  new Set(
    ((answer as WithErrors).errors ?? [])
      .filter((error) => error.category === category)
      .flatMap(({ context }) => Object.values(context ?? {}).flat()),
  );
