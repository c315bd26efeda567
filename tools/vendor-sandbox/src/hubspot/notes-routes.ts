import { Hono } from 'hono';
import { z } from 'zod';
import { readJson } from '../shared/request-parts.ts';
import { sendInvalidJson, sendNotFound, sendValidationError } from './hubspot-errors.ts';
import type { HubspotStore } from './hubspot-store.ts';
import { findUnknownProperties, noteProperties, noteToContact, toObjectView } from './properties.ts';

const maxBodyCharacters = 65_536;
export const newNote = z.object({
  properties: z.record(z.string(), z.coerce.string()),
  associations: z
    .array(
      z.object({
        to: z.object({ id: z.coerce.string() }),
        types: z.array(z.object({ associationCategory: z.string(), associationTypeId: z.number().int() })).min(1),
      }),
    )
    .default([]),
});

type NewNote = z.output<typeof newNote>;
type NoteError = { message: string; errors?: { message: string; in: string }[] };

/** Why a note is invalid, or null. */
export function findNoteError(store: HubspotStore, { properties, associations }: NewNote): NoteError | null {
  const unknown = findUnknownProperties(properties, noteProperties);
  if (unknown.length > 0) return { message: `Property "${unknown.join(', ')}" does not exist` };
  if (properties.hs_timestamp === undefined)
    return {
      message: 'Error creating NOTE. Some required properties were not set.',
      errors: [{ message: 'hs_timestamp is required', in: 'hs_timestamp' }],
    };
  if ((properties.hs_note_body ?? '').length > maxBodyCharacters)
    return { message: `hs_note_body is longer than ${maxBodyCharacters} characters.` };
  const types = associations.flatMap((association) => association.types);
  if (types.some(({ associationTypeId }) => associationTypeId !== noteToContact))
    return { message: 'One or more association types are not valid between these objects.' };
  const missing = associations.map(({ to }) => to.id).filter((id) => !store.find('contacts', id));
  return missing.length > 0 ? { message: `CONTACT=${missing.join(', ')} is not valid` } : null;
}

export function addNote(store: HubspotStore, { properties, associations }: NewNote) {
  const contactIds = associations.map(({ to }) => to.id);
  return toObjectView('notes', store.add('notes', properties, contactIds), 'all');
}

/** `/crm/v3/objects/notes`, without its search. Notes have no idempotency key: posting twice stores two. */
export function notesRoutes(store: HubspotStore) {
  const app = new Hono();

  app.post('/', async (c) => {
    const note = newNote.safeParse(await readJson(c));
    if (!note.success) return sendInvalidJson(c, note.error);
    const error = findNoteError(store, note.data);
    return error === null
      ? c.json(addNote(store, note.data), 201)
      : sendValidationError(c, error.message, error.errors);
  });

  app.get('/:id', (c) => {
    const note = store.find('notes', c.req.param('id'));
    if (!note) return sendNotFound(c);
    const { properties = '', associations = '' } = c.req.query();
    const view = toObjectView('notes', note, properties.split(',').filter(Boolean));
    if (!associations.split(',').includes('contacts') || note.contactIds.length === 0) return c.json(view);
    const results = note.contactIds.map((id) => ({ id, type: 'note_to_contact' }));
    return c.json({ ...view, associations: { contacts: { results } } });
  });

  app.delete('/:id', (c) => {
    store.remove('notes', c.req.param('id'));
    return c.body(null, 204);
  });
  return app;
}
