import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { batchAnswer, inputsOf } from './batch-answer.ts';
import type { HubspotBooks } from './hubspot-books.ts';
import { type InputError, inputError, invalid } from './hubspot-error.ts';
import { addNote, faultOfNote, newNote } from './notes-routes.ts';
import { contactProperties, unknownProperties, view } from './properties.ts';

type Surroundings = { books: HubspotBooks; now: () => Date; customProperties: readonly string[] };

const updates = inputsOf(z.object({ id: z.string(), properties: z.record(z.string(), z.coerce.string()) }));
const newNotes = inputsOf(newNote);
const ids = inputsOf(z.object({ id: z.string() })).extend({ properties: z.array(z.string()) });

const body = (c: Context) => c.req.json<unknown>().catch(() => undefined);
const malformed = (c: Context, error: z.ZodError) => invalid(c, `Invalid input JSON: ${error.message}`);

/** What is asked of many contacts or notes at once, besides the upsert: an input that is not valid harms no other. */
export function batchRoutes({ books, now, customProperties }: Surroundings) {
  const app = new Hono();
  const answer = batchAnswer(now);
  const notFound = (id: string) => ({
    ...inputError('Could not get some objects, they may be deleted or not exist.', { ids: [id] }),
    category: 'OBJECT_NOT_FOUND',
  });

  app.post('/crm/v3/objects/contacts/batch/update', async (c) => {
    const read = updates.safeParse(await body(c));
    if (!read.success) return malformed(c, read.error);
    const ids = read.data.inputs.map(({ id }) => id);
    if (new Set(ids).size < ids.length) return invalid(c, 'Duplicate IDs found in batch input.');
    const known = [...contactProperties, ...customProperties];
    const unknown = read.data.inputs.flatMap(({ properties }) => unknownProperties(properties, known));
    if (unknown.length > 0) return invalid(c, `Property "${unknown.join(', ')}" does not exist`);
    const errors: InputError[] = [];
    const results = read.data.inputs.flatMap(({ id, properties }) => {
      const contact = books.find('contacts', id);
      const other = properties.email === undefined ? undefined : books.contactByEmail(properties.email);
      if (contact === undefined) errors.push(notFound(id));
      else if (other && other.id !== contact.id)
        errors.push(inputError('A contact with that email already exists.', { ids: [id] }));
      else {
        const email = properties.email?.trim().toLowerCase();
        const updated = books.update(contact, { ...properties, ...(email === undefined ? {} : { email }) });
        return [view('contacts', updated, Object.keys(properties))];
      }
      return [];
    });
    return answer(c, results, errors);
  });

  app.post('/crm/v3/objects/notes/batch/create', async (c) => {
    const read = newNotes.safeParse(await body(c));
    if (!read.success) return malformed(c, read.error);
    const faults = read.data.inputs.map((note) => faultOfNote(books, note));
    const errors = faults.flatMap((fault) => (fault === null ? [] : [inputError(fault[0], {})]));
    const results = read.data.inputs.filter((_, nth) => faults[nth] === null).map((note) => addNote(books, note));
    return answer(c, results, errors, { whole: 201 });
  });

  app.post('/crm/v3/objects/notes/batch/read', async (c) => {
    const read = ids.safeParse(await body(c));
    if (!read.success) return malformed(c, read.error);
    const found = read.data.inputs.map(({ id }) => books.find('notes', id));
    const errors = read.data.inputs.filter((_, nth) => found[nth] === undefined).map(({ id }) => notFound(id));
    const results = found.flatMap((note) => (note ? [view('notes', note, read.data.properties)] : []));
    return answer(c, results, errors);
  });
  return app;
}
