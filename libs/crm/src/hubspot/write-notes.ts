import { AssociationSpecAssociationCategoryEnum } from '@hubspot/api-client/lib/codegen/crm/objects/notes/index.js';
import { isInNote, noteBody } from '../notes.ts';
import { chunks, type PushBatch, refusal } from '../push-batch.ts';
import type { HubspotCall } from './hubspot-client.ts';
import type { KeptContact } from './write-contacts.ts';

/** https://developers.hubspot.com/docs/api-reference/crm-associations-v4: a note and the contact it is of. */
const noteToContact = 202;
const maxInputs = 100;

/** Writes what is still to be noted. A note has no key: where one may stand already it is looked for. */
export async function writeNotes(call: HubspotCall, batch: PushBatch): Promise<void> {
  const there = () => batch.kept().filter(({ remoteId }) => remoteId !== null);
  for (const entry of there()) {
    if (!entry.push.mayBeRepeat || entry.push.notes.length === 0) continue;
    await batch.attempt([entry], async () => {
      const bodies = await noteBodies(call, entry.remoteId ?? '');
      for (const note of entry.push.notes)
        if (bodies.some((body) => isInNote(body, note))) entry.notedEventIds.add(note.eventId);
    });
  }
  const missing = there().flatMap((entry) =>
    entry.push.notes.filter(({ eventId }) => !entry.notedEventIds.has(eventId)).map((note) => ({ entry, note })),
  );
  for (const part of chunks(missing, maxInputs)) {
    const concerned = part.map(({ entry }) => entry);
    await batch.attempt(concerned, async () => {
      const inputs = part.map(({ entry, note }) => noteInput(entry, note));
      const answer = await call.ask('writing notes', (client) => client.crm.objects.notes.batchApi.create({ inputs }));
      const bodies = answer.results.map(({ properties }) => properties.hs_note_body ?? '');
      for (const { entry, note } of part) {
        if (bodies.some((body) => isInNote(body, note))) entry.notedEventIds.add(note.eventId);
        else entry.fault ??= refusal('writing notes: a note was refused', { permanent: false });
      }
    });
  }
}

const noteInput = ({ remoteId }: KeptContact, note: KeptContact['push']['notes'][number]) => ({
  properties: { hs_note_body: noteBody(note), hs_timestamp: note.at },
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

/** Read by their ids, not searched: a search finds what was written only after a while. */
async function noteBodies({ ask }: HubspotCall, contactId: string): Promise<string[]> {
  const contact = await ask('reading a contact', (client) =>
    client.crm.contacts.basicApi.getById(contactId, undefined, undefined, ['notes']),
  );
  const ids = (contact.associations?.notes?.results ?? []).map(({ id }) => id);
  const bodies: string[] = [];
  for (const part of chunks(ids, maxInputs)) {
    const inputs = part.map((id) => ({ id }));
    const answer = await ask('reading notes', (client) =>
      client.crm.objects.notes.batchApi.read({ inputs, properties: ['hs_note_body'], propertiesWithHistory: [] }),
    );
    bodies.push(...answer.results.map(({ properties }) => properties.hs_note_body ?? ''));
  }
  return bodies;
}
