import { AssociationSpecAssociationCategoryEnum } from '@hubspot/api-client/lib/codegen/crm/objects/notes/index.js';
import { isInNote, noteBody } from '../note-body.ts';
import { chunks, refusal, type Slots } from '../slots.ts';
import type { HubspotCall } from './hubspot-client.ts';
import type { KeptContact } from './write-contacts.ts';

/** https://developers.hubspot.com/docs/api-reference/crm-associations-v4: a note and the contact it is of. */
const noteToContact = 202;
const maxInputs = 100;

/** Writes what is still to be noted. A note has no key: where one may stand already it is looked for. */
export async function writeNotes(call: HubspotCall, slots: Slots): Promise<void> {
  const there = () => slots.kept().filter(({ remoteId }) => remoteId !== null);
  for (const slot of there()) {
    if (!slot.push.again || slot.push.notes.length === 0) continue;
    await slots.attempt([slot], async () => {
      const bodies = await noteBodies(call, slot.remoteId ?? '');
      for (const note of slot.push.notes) if (bodies.some((body) => isInNote(body, note))) slot.noted.add(note.eventId);
    });
  }
  const missing = there().flatMap((slot) =>
    slot.push.notes.filter(({ eventId }) => !slot.noted.has(eventId)).map((note) => ({ slot, note })),
  );
  for (const part of chunks(missing, maxInputs)) {
    const concerned = part.map(({ slot }) => slot);
    await slots.attempt(concerned, async () => {
      const inputs = part.map(({ slot, note }) => noteInput(slot, note));
      const answer = await call.ask('writing notes', (client) => client.crm.objects.notes.batchApi.create({ inputs }));
      const bodies = answer.results.map(({ properties }) => properties.hs_note_body ?? '');
      for (const { slot, note } of part) {
        if (bodies.some((body) => isInNote(body, note))) slot.noted.add(note.eventId);
        else slot.fault ??= refusal('writing notes: a note was refused', { permanent: false });
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
