import { VendorError } from '@goen/service-kit';
import { displayName, mappedFields } from '../candidate-fields.ts';
import type { CrmCandidate } from '../crm-adapter.ts';
import { type BatchEntry, type KeepPush, type PushBatch, refusal } from '../push-batch.ts';
import type { HubspotCall } from './hubspot-client.ts';
import type { HubspotSettings } from './hubspot-settings.ts';

export type KeptContact = BatchEntry<KeepPush>;
export const addressOf = ({ push }: KeptContact): string => (push.candidate.email ?? '').trim().toLowerCase();

/** Properties of a contact; what is not known is left as it stands there. */
export function contactProperties(candidate: CrmCandidate, { fields }: HubspotSettings): Record<string, string> {
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
export async function writeContacts(call: HubspotCall, batch: PushBatch, settings: HubspotSettings): Promise<void> {
  const changed = () => batch.kept().filter(({ push }) => !push.recheckOnly);
  for (const entry of changed()) {
    if (entry.remoteId !== null || entry.push.formerAddresses.length === 0) continue;
    await batch.attempt([entry], async () => {
      entry.remoteId = await findByAddress(call, entry.push.formerAddresses);
    });
  }
  const known = changed().filter(({ remoteId }) => remoteId !== null);
  for (const round of rounds(known, ({ remoteId }) => remoteId ?? '')) {
    await batch.attempt([...round.values()], () => update(call, round, settings));
  }
  const fresh = changed().filter((entry) => entry.remoteId === null && addressOf(entry) !== '');
  for (const round of rounds(fresh, addressOf)) {
    await batch.attempt([...round.values()], () => upsert(call, round, settings));
  }
}

/** All of them, in rounds that name a contact once each: a batch that names one twice is refused whole. */
function rounds(batch: readonly KeptContact[], keyOf: (entry: KeptContact) => string): Map<string, KeptContact>[] {
  const all: Map<string, KeptContact>[] = [];
  for (const entry of batch) {
    const key = keyOf(entry);
    const round = all.find((one) => !one.has(key));
    if (round) round.set(key, entry);
    else all.push(new Map([[key, entry]]));
  }
  return all;
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

async function update(
  { ask }: HubspotCall,
  byId: ReadonlyMap<string, KeptContact>,
  settings: HubspotSettings,
): Promise<void> {
  const what = 'update of contacts';
  const inputs = [...byId].map(([id, { push }]) => ({ id, properties: contactProperties(push.candidate, settings) }));
  const answer = await ask(what, (client) => client.crm.contacts.batchApi.update({ inputs }));
  const written = new Set(answer.results.map(({ id }) => id));
  const gone = idsIn(answer, 'OBJECT_NOT_FOUND');
  // One that was merged there into another is answered by that one's id.
  const others = new Set([...written].filter((id) => !byId.has(id)));
  for (const [id, entry] of byId) {
    if (written.has(id)) continue;
    // One that was deleted by hand is written anew.
    if (gone.has(id)) {
      entry.remoteId = null;
      continue;
    }
    const stays = others.size > 0 ? await currentId(ask, id) : null;
    if (stays !== null && others.has(stays)) entry.remoteId = stays;
    else entry.fault ??= refusal(`${what}: the contact was refused`, { permanent: false });
  }
}

const currentId = async (ask: HubspotCall['ask'], id: string): Promise<string> =>
  (await ask('reading a contact', (client) => client.crm.contacts.basicApi.getById(id))).id;

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
    const entry = byAddress.get((properties.email ?? '').toLowerCase());
    if (entry) entry.remoteId = id;
  }
  const refused = idsIn(answer, 'VALIDATION_ERROR');
  for (const [address, entry] of byAddress) {
    if (entry.remoteId !== null) continue;
    // One that is neither written nor named by an error comes again.
    entry.fault ??= refusal(`${what}: the contact was refused`, { permanent: refused.has(address) });
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
