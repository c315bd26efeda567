import { Hono } from 'hono';
import { z } from 'zod';
import type { HubspotBooks } from './hubspot-books.ts';
import { invalid, notFound } from './hubspot-error.ts';
import { noteProperties, noteToContact, unknownProperties, view } from './properties.ts';

const maxBodyCharacters = 65_536;
const request = z.object({
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

/** `/crm/v3/objects/notes`, without its search. A note has no key: posted twice, it stands twice. */
export function notesRoutes(books: HubspotBooks) {
  const app = new Hono();

  app.post('/', async (c) => {
    const read = request.safeParse(await c.req.json<unknown>().catch(() => undefined));
    if (!read.success) return invalid(c, `Invalid input JSON: ${read.error.message}`);
    const { properties, associations } = read.data;
    const unknown = unknownProperties(properties, noteProperties);
    if (unknown.length > 0) return invalid(c, `Property "${unknown.join(', ')}" does not exist`);
    if (properties.hs_timestamp === undefined)
      return invalid(c, 'Error creating NOTE. Some required properties were not set.', [
        { message: 'hs_timestamp is required', in: 'hs_timestamp' },
      ]);
    if ((properties.hs_note_body ?? '').length > maxBodyCharacters)
      return invalid(c, `hs_note_body is longer than ${maxBodyCharacters} characters.`);
    const foreign = associations.find(({ types }) => types.some((one) => one.associationTypeId !== noteToContact));
    if (foreign) return invalid(c, 'One or more association types are not valid between these objects.');
    const contactIds = associations.map(({ to }) => to.id);
    const missing = contactIds.filter((id) => !books.find('contacts', id));
    if (missing.length > 0) return invalid(c, `CONTACT=${missing.join(', ')} is not valid`);
    return c.json(view('notes', books.add('notes', properties, contactIds), 'all'), 201);
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
