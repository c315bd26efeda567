import { Hono } from 'hono';
import { z } from 'zod';
import type { HubspotBooks } from './hubspot-books.ts';
import { invalid, notFound } from './hubspot-error.ts';
import { noteProperties, noteToContact, unknownProperties, view } from './properties.ts';

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

/** Why a note is not taken, or null. */
export function faultOfNote(
  books: HubspotBooks,
  { properties, associations }: NewNote,
): [string, { message: string; in: string }[]?] | null {
  const unknown = unknownProperties(properties, noteProperties);
  if (unknown.length > 0) return [`Property "${unknown.join(', ')}" does not exist`];
  if (properties.hs_timestamp === undefined)
    return [
      'Error creating NOTE. Some required properties were not set.',
      [{ message: 'hs_timestamp is required', in: 'hs_timestamp' }],
    ];
  if ((properties.hs_note_body ?? '').length > maxBodyCharacters)
    return [`hs_note_body is longer than ${maxBodyCharacters} characters.`];
  const foreign = associations.find(({ types }) => types.some((one) => one.associationTypeId !== noteToContact));
  if (foreign) return ['One or more association types are not valid between these objects.'];
  const missing = associations.map(({ to }) => to.id).filter((id) => !books.find('contacts', id));
  return missing.length > 0 ? [`CONTACT=${missing.join(', ')} is not valid`] : null;
}

export const addNote = (books: HubspotBooks, { properties, associations }: NewNote) =>
  view(
    'notes',
    books.add(
      'notes',
      properties,
      associations.map(({ to }) => to.id),
    ),
    'all',
  );

/** `/crm/v3/objects/notes`, without its search. A note has no key: posted twice, it stands twice. */
export function notesRoutes(books: HubspotBooks) {
  const app = new Hono();

  app.post('/', async (c) => {
    const read = newNote.safeParse(await c.req.json<unknown>().catch(() => undefined));
    if (!read.success) return invalid(c, `Invalid input JSON: ${read.error.message}`);
    const fault = faultOfNote(books, read.data);
    return fault === null ? c.json(addNote(books, read.data), 201) : invalid(c, ...fault);
  });

  app.get('/:id', (c) => {
    const note = books.find('notes', c.req.param('id'));
    if (!note) return notFound(c);
    const { properties = '', associations = '' } = c.req.query();
    const shown = view('notes', note, properties.split(',').filter(Boolean));
    if (!associations.split(',').includes('contacts') || note.contactIds.length === 0) return c.json(shown);
    const results = note.contactIds.map((id) => ({ id, type: 'note_to_contact' }));
    return c.json({ ...shown, associations: { contacts: { results } } });
  });

  app.delete('/:id', (c) => {
    books.remove('notes', c.req.param('id'));
    return c.body(null, 204);
  });
  return app;
}
