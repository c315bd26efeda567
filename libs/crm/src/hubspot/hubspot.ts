import { VendorError } from '@goen/service-kit';
import { defineCrmAdapter } from '../crm-adapter.ts';
import { createPushBatch, type PushBatch } from '../push-batch.ts';
import { type HubspotCall, hubspotClient } from './hubspot-client.ts';
import { type HubspotSecrets, type HubspotSettings, hubspotSecrets, hubspotSettings } from './hubspot-settings.ts';
import { findByAddress, writeContacts } from './write-contacts.ts';
import { writeNotes } from './write-notes.ts';
import { writeSubscriptions } from './write-subscriptions.ts';

/** Who unsubscribed there is found within a day. */
const recheckAfterMs = 24 * 60 * 60 * 1000;

/** HubSpot: contacts, notes, and whether a person wants to be written to. */
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
    const call = hubspotClient(connection, context);
    const batch = createPushBatch(pushes);
    // Whoever goes first frees an address that another may take over.
    await erase(call, batch);
    await writeContacts(call, batch, settings);
    await writeSubscriptions(call, batch, settings);
    await writeNotes(call, batch);
    // Without an address nobody is known again there: they are not written, and nothing waits.
    for (const entry of batch.kept()) {
      if (entry.remoteId === null) for (const { eventId } of entry.push.notes) entry.notedEventIds.add(eventId);
    }
    return batch.results();
  },
  async test(connection, context) {
    await hubspotClient(connection, context).ask('list of contacts', (client) =>
      client.crm.contacts.searchApi.doSearch({ filterGroups: [], sorts: [], properties: [], limit: 1, after: '0' }),
    );
  },
});

async function erase(call: HubspotCall, batch: PushBatch): Promise<void> {
  for (const entry of batch.erased()) {
    await batch.attempt([entry], async () => {
      const { remoteId, addresses, reason, survivorId } = entry.push;
      if (reason === 'merged') {
        // The person stands there under another record, and may be written to: no address is blocked.
        const id = remoteId ?? (await findByAddress(call, addresses));
        if (id !== null && id !== survivorId)
          await unlessGone(call.ask('removal', (client) => client.crm.contacts.basicApi.archive(id)));
        return;
      }
      const path = '/crm/v3/objects/contacts/gdpr-delete';
      const purge = (body: object) => unlessGone(call.request('gdpr-delete', 'POST', path, body));
      if (remoteId !== null) await purge({ objectId: remoteId });
      for (const address of addresses) await purge({ objectId: address, idProperty: 'email' });
      entry.remoteId = null;
    });
  }
}

/** One that is gone already is as it should be. */
async function unlessGone(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof VendorError) || error.fault.code !== 'not_found') throw error;
  }
}
