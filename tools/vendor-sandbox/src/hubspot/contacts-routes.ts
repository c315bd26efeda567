import { Hono } from 'hono';
import { z } from 'zod';
import { maxInputs, repeated, upsertContacts, upsertRequest } from './contacts-upsert.ts';
import type { HubspotBooks } from './hubspot-books.ts';
import { invalid, notFound } from './hubspot-error.ts';
import { contactProperties, unknownProperties, view } from './properties.ts';

const gdprDelete = z.object({ objectId: z.string().min(1), idProperty: z.string().optional() });
const mergeRequest = z.object({ primaryObjectId: z.string(), objectIdToMerge: z.string() });
const list = (value: string | undefined) => (value ?? '').split(',').filter(Boolean);
type Surroundings = { books: HubspotBooks; now: () => Date; customProperties: readonly string[] };

/** `/crm/v3/objects/contacts`, without its search. */
export function contactsRoutes({ books, now, customProperties }: Surroundings) {
  const app = new Hono();
  const known = [...contactProperties, ...customProperties];

  app.post('/batch/upsert', async (c) => {
    const read = upsertRequest.safeParse(await c.req.json<unknown>().catch(() => undefined));
    if (!read.success) return invalid(c, `Invalid input JSON: at most ${maxInputs} inputs. ${read.error.message}`);
    const { inputs } = read.data;
    const foreign = inputs.find((one) => one.idProperty !== 'email');
    if (foreign) return invalid(c, `${foreign.idProperty ?? 'hs_object_id'} is no property with unique values here.`);
    const twice = repeated(inputs);
    if (twice.length > 0) return invalid(c, `Duplicate IDs found in batch input: [${twice.join(', ')}].`);
    const unknown = inputs.flatMap(({ properties }) => unknownProperties(properties, known));
    if (unknown.length > 0)
      return invalid(
        c,
        'Property values were not valid',
        unknown.map((name) => ({
          message: `Property "${name}" does not exist`,
          code: 'PROPERTY_DOESNT_EXIST',
          in: name,
        })),
      );
    const answer = upsertContacts(books, inputs, now().toISOString());
    return c.json(answer, 'errors' in answer ? 207 : 200);
  });

  app.post('/gdpr-delete', async (c) => {
    const read = gdprDelete.safeParse(await c.req.json<unknown>().catch(() => undefined));
    if (!read.success) return invalid(c, 'Invalid input JSON');
    const { objectId, idProperty } = read.data;
    if (idProperty !== undefined && idProperty !== 'email') return invalid(c, `${idProperty} names no contact.`);
    books.forget(idProperty === 'email' ? { email: objectId } : { id: objectId });
    return c.body(null, 204);
  });

  app.post('/merge', async (c) => {
    const read = mergeRequest.safeParse(await c.req.json<unknown>().catch(() => undefined));
    if (!read.success) return invalid(c, 'Invalid input JSON');
    const [stays, goes] = [read.data.primaryObjectId, read.data.objectIdToMerge].map((id) =>
      books.find('contacts', id),
    );
    if (!stays || !goes) return notFound(c);
    if (stays.id === goes.id) return invalid(c, 'A contact can not be merged into itself.');
    return c.json(view('contacts', books.merge(stays, goes), []));
  });

  app.get('/:id', (c) => {
    const { idProperty, properties, associations } = c.req.query();
    const id = c.req.param('id');
    const contact = idProperty === 'email' ? books.contactByEmail(id) : books.find('contacts', id);
    if (!contact) return notFound(c);
    const shown = view('contacts', contact, list(properties));
    if (!list(associations).includes('notes')) return c.json(shown);
    const notes = books.objects('notes').filter((note) => note.contactIds.includes(contact.id));
    const results = notes.map((note) => ({ id: note.id, type: 'contact_to_note' }));
    return c.json(results.length === 0 ? shown : { ...shown, associations: { notes: { results } } });
  });

  app.delete('/:id', (c) => {
    books.remove('contacts', c.req.param('id'));
    return c.body(null, 204);
  });
  return app;
}
