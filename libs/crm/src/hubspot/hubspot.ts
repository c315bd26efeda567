import { VendorError } from '@goen/service-kit';
import { defineCrmAdapter } from '../crm-adapter.ts';
import { createPushBatch, markNotesDone, type PushBatch } from '../push-batch.ts';
import { createHubspotClient, type HubspotClient } from './hubspot-client.ts';
import { type HubspotSecrets, type HubspotSettings, hubspotSecrets, hubspotSettings } from './hubspot-settings.ts';
import { findByAddress, writeContacts } from './write-contacts.ts';
import { writeNotes } from './write-notes.ts';
import { writeSubscriptions } from './write-subscriptions.ts';

/** An unsubscription made in HubSpot is noticed within a day. */
const recheckAfterMs = 24 * 60 * 60 * 1000;

/** HubSpot: contacts, notes and email subscriptions. */
export const hubspot = defineCrmAdapter<HubspotSettings, HubspotSecrets>({
  kind: 'hubspot',
  name: 'HubSpot',
  settings: hubspotSettings,
  secrets: hubspotSecrets,
  reach: 'all',
  batchSize: 100,
  recheckAfterMs,
  async push(connection, pushes, context) {
    const { settings } = connection;
    const client = createHubspotClient(connection, context);
    const batch = createPushBatch(pushes);
    // Erase first: it frees addresses that another candidate of the batch may take over.
    await erase(client, batch);
    await writeContacts(client, batch, settings);
    await writeSubscriptions(client, batch, settings);
    await writeNotes(client, batch);
    // Without an address a contact could not be found again, so none is written and no note waits for one.
    for (const entry of batch.keeps()) if (entry.remoteId === null) markNotesDone(entry);
    return batch.results();
  },
  async test(connection, context) {
    await createHubspotClient(connection, context).call('list of contacts', (sdk) =>
      sdk.crm.contacts.searchApi.doSearch({ filterGroups: [], sorts: [], properties: [], limit: 1, after: '0' }),
    );
  },
});

async function erase(client: HubspotClient, batch: PushBatch): Promise<void> {
  for (const entry of batch.erasures()) {
    await batch.attempt([entry], async () => {
      const { remoteId, addresses, reason, survivorId } = entry.push;
      if (reason === 'merged') {
        // The person lives on in another contact and may be written to: archive this one, block no address.
        const id = remoteId ?? (await findByAddress(client, addresses));
        if (id !== null && id !== survivorId)
          await ignoreNotFound(client.call('removal', (sdk) => sdk.crm.contacts.basicApi.archive(id)));
        return;
      }
      const path = '/crm/v3/objects/contacts/gdpr-delete';
      const purge = (body: object) => ignoreNotFound(client.request('gdpr-delete', 'POST', path, body));
      if (remoteId !== null) await purge({ objectId: remoteId });
      for (const address of addresses) await purge({ objectId: address, idProperty: 'email' });
      entry.remoteId = null;
    });
  }
}

/** A contact that is already gone counts as removed. */
async function ignoreNotFound(removal: Promise<unknown>): Promise<void> {
  try {
    await removal;
  } catch (error) {
    if (!(error instanceof VendorError) || error.fault.code !== 'not_found') throw error;
  }
}
