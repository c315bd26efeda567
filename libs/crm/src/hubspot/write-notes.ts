import { AssociationSpecAssociationCategoryEnum } from '@hubspot/api-client/lib/codegen/crm/objects/notes/index.js';
import { toChunks } from '../chunks.ts';
import { containsNote, findMissingNotes, type MissingNote, markExistingNotes, renderNote } from '../notes.ts';
import { type PushBatch, toRefusal } from '../push-batch.ts';
import type { HubspotClient } from './hubspot-client.ts';

/** Note to contact: https://developers.hubspot.com/docs/api-reference/crm-associations-v4 */
const noteToContact = 202;
const maxInputs = 100;

/** Writes the notes that HubSpot does not have yet. */
export async function writeNotes(client: HubspotClient, batch: PushBatch): Promise<void> {
  const written = () => batch.keeps().filter(({ remoteId }) => remoteId !== null);
  await markExistingNotes(batch, written(), (contactId) => readNotes(client, contactId));
  for (const chunk of toChunks(findMissingNotes(written()), maxInputs)) {
    await batch.attempt(
      chunk.map(({ entry }) => entry),
      async () => {
        const inputs = chunk.map(toInput);
        const response = await client.call('writing notes', (sdk) => sdk.crm.objects.notes.batchApi.create({ inputs }));
        const bodies = response.results.map(({ properties }) => properties.hs_note_body ?? '');
        for (const { entry, note } of chunk) {
          if (bodies.some((body) => containsNote(body, note))) entry.notedEventIds.add(note.eventId);
          else entry.failure ??= toRefusal('writing notes: a note was refused', { permanent: false });
        }
      },
    );
  }
}

const toInput = ({ entry: { remoteId }, note }: MissingNote) => ({
  properties: { hs_note_body: renderNote(note), hs_timestamp: note.at },
  associations: [
    {
      to: { id: remoteId ?? '' },
      types: [
        {
          associationCategory: AssociationSpecAssociationCategoryEnum.HubspotDefined,
          associationTypeId: noteToContact,
        },
      ],
    },
  ],
});

/** Reads notes by ID instead of searching: the search index lags behind writes. */
async function readNotes(client: HubspotClient, contactId: string): Promise<string[]> {
  const contact = await client.call('reading a contact', (sdk) =>
    sdk.crm.contacts.basicApi.getById(contactId, undefined, undefined, ['notes']),
  );
  const ids = (contact.associations?.notes?.results ?? []).map(({ id }) => id);
  const bodies: string[] = [];
  for (const chunk of toChunks(ids, maxInputs)) {
    const inputs = chunk.map((id) => ({ id }));
    const response = await client.call('reading notes', (sdk) =>
      sdk.crm.objects.notes.batchApi.read({ inputs, properties: ['hs_note_body'], propertiesWithHistory: [] }),
    );
    bodies.push(...response.results.map(({ properties }) => properties.hs_note_body ?? ''));
  }
  return bodies;
}
