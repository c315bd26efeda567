import { VendorError } from '@goen/service-kit';
import { mapFields, toDisplayName } from '../candidate-fields.ts';
import type { CrmCandidate } from '../crm-adapter.ts';
import { type KeepEntry, type PushBatch, toRefusal } from '../push-batch.ts';
import type { HubspotClient } from './hubspot-client.ts';
import type { HubspotSettings } from './hubspot-settings.ts';

export const readAddress = ({ push }: KeepEntry): string => (push.candidate.email ?? '').trim().toLowerCase();

/** Properties of a contact. Unknown values are omitted, so HubSpot keeps what it has. */
function toProperties(candidate: CrmCandidate, { fields }: HubspotSettings): Record<string, string> {
  const { familyName, givenName, email, phones, prefecture } = candidate;
  const standard = {
    email: email?.trim(),
    lastname: familyName || toDisplayName(candidate),
    firstname: familyName ? givenName : null,
    phone: phones[0],
    state: prefecture,
  };
  const known = Object.entries(standard).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return { ...Object.fromEntries(known), ...mapFields(candidate, fields) };
}

/**
 * Writes contacts and learns their IDs: by HubSpot's ID where it is known, since it survives a change of address; else
 * by address, so that an existing contact is taken over. Entries to recheck are left alone.
 */
export async function writeContacts(client: HubspotClient, batch: PushBatch, settings: HubspotSettings): Promise<void> {
  const changed = () => batch.keeps().filter(({ push }) => !push.recheckOnly);
  for (const entry of changed()) {
    if (entry.remoteId !== null || entry.push.formerAddresses.length === 0) continue;
    await batch.attempt([entry], async () => {
      entry.remoteId = await findByAddress(client, entry.push.formerAddresses);
    });
  }
  const known = changed().filter(({ remoteId }) => remoteId !== null);
  for (const round of toRounds(known, ({ remoteId }) => remoteId ?? '')) {
    await batch.attempt([...round.values()], () => updateContacts(client, round, settings));
  }
  const fresh = changed().filter((entry) => entry.remoteId === null && readAddress(entry) !== '');
  for (const round of toRounds(fresh, readAddress)) {
    await batch.attempt([...round.values()], () => upsertContacts(client, round, settings));
  }
}

/** Splits entries into rounds without duplicate keys: HubSpot refuses a whole batch that names a contact twice. */
function toRounds(entries: readonly KeepEntry[], toKey: (entry: KeepEntry) => string): Map<string, KeepEntry>[] {
  const rounds: Map<string, KeepEntry>[] = [];
  for (const entry of entries) {
    const key = toKey(entry);
    const free = rounds.find((round) => !round.has(key));
    if (free) free.set(key, entry);
    else rounds.push(new Map([[key, entry]]));
  }
  return rounds;
}

/** The ID of the contact under the first of these addresses that HubSpot knows; null when it knows none. */
export async function findByAddress(client: HubspotClient, addresses: readonly string[]): Promise<string | null> {
  for (const address of addresses) {
    try {
      const contact = await client.call('search by address', (sdk) =>
        sdk.crm.contacts.basicApi.getById(address, undefined, undefined, undefined, false, 'email'),
      );
      return contact.id;
    } catch (error) {
      if (!(error instanceof VendorError) || error.fault.code !== 'not_found') throw error;
    }
  }
  return null;
}

async function updateContacts(
  client: HubspotClient,
  byId: ReadonlyMap<string, KeepEntry>,
  settings: HubspotSettings,
): Promise<void> {
  const what = 'update of contacts';
  const inputs = [...byId].map(([id, { push }]) => ({ id, properties: toProperties(push.candidate, settings) }));
  const response = await client.call(what, (sdk) => sdk.crm.contacts.batchApi.update({ inputs }));
  const written = new Set(response.results.map(({ id }) => id));
  const deleted = findFailedInputs(response, 'OBJECT_NOT_FOUND');
  // A contact that was merged in HubSpot is answered with the ID of the one it was merged into.
  const mergeTargets = new Set([...written].filter((id) => !byId.has(id)));
  for (const [id, entry] of byId) {
    if (written.has(id)) continue;
    // Deleted by hand in HubSpot: the upsert creates it again.
    if (deleted.has(id)) {
      entry.remoteId = null;
      continue;
    }
    const currentId = mergeTargets.size > 0 ? await readCurrentId(client, id) : null;
    if (currentId !== null && mergeTargets.has(currentId)) entry.remoteId = currentId;
    else entry.failure ??= toRefusal(`${what}: the contact was refused`, { permanent: false });
  }
}

const readCurrentId = async (client: HubspotClient, id: string): Promise<string> =>
  (await client.call('reading a contact', (sdk) => sdk.crm.contacts.basicApi.getById(id))).id;

async function upsertContacts(
  client: HubspotClient,
  byAddress: ReadonlyMap<string, KeepEntry>,
  settings: HubspotSettings,
): Promise<void> {
  const what = 'upsert of contacts';
  const inputs = [...byAddress].map(([id, { push }]) => ({
    id,
    idProperty: 'email',
    properties: toProperties(push.candidate, settings),
  }));
  const response = await client.call(what, (sdk) => sdk.crm.contacts.batchApi.upsert({ inputs }));
  for (const { id, properties } of response.results) {
    const entry = byAddress.get((properties.email ?? '').toLowerCase());
    if (entry) entry.remoteId = id;
  }
  const invalid = findFailedInputs(response, 'VALIDATION_ERROR');
  for (const [address, entry] of byAddress) {
    if (entry.remoteId !== null) continue;
    // Retry a contact that was neither written nor named in an error.
    entry.failure ??= toRefusal(`${what}: the contact was refused`, { permanent: invalid.has(address) });
  }
}

type WithErrors = { errors?: { category: string; context: { [key: string]: string[] } }[] };

/** The inputs named by errors of a category: a batch that was accepted in part is answered 207. */
const findFailedInputs = (response: object, category: string): ReadonlySet<string> =>
  new Set(
    ((response as WithErrors).errors ?? [])
      .filter((error) => error.category === category)
      .flatMap(({ context }) => Object.values(context ?? {}).flat()),
  );
