import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { maxInputs } from './contacts-upsert.ts';
import type { HubspotBooks } from './hubspot-books.ts';
import { inputError, invalid } from './hubspot-error.ts';
import { addNote, faultOfNote, newNote } from './notes-routes.ts';
import { contactProperties, unknownProperties, view } from './properties.ts';
import { type SubscriptionType, setStatus, shownStatus, statusesOf, statusRequest } from './statuses.ts';

type Surroundings = {
  books: HubspotBooks;
  now: () => Date;
  customProperties: readonly string[];
  types: readonly SubscriptionType[];
};
type InputError = ReturnType<typeof inputError>;

const inputsOf = <T extends z.ZodType>(input: T) => z.object({ inputs: z.array(input).min(1).max(maxInputs) });
const updates = inputsOf(z.object({ id: z.string(), properties: z.record(z.string(), z.coerce.string()) }));
const newNotes = inputsOf(newNote);
const ids = inputsOf(z.object({ id: z.string() })).extend({ properties: z.array(z.string()) });
const addresses = inputsOf(z.string());
const statuses = inputsOf(statusRequest.extend({ subscriberIdString: z.string() }));

const body = (c: Context) => c.req.json<unknown>().catch(() => undefined);
const malformed = (c: Context, error: z.ZodError) => invalid(c, `Invalid input JSON: ${error.message}`);

/** What is asked of many at once, besides the upsert: an input that is not valid harms no other. */
export function batchRoutes({ books, now, customProperties, types }: Surroundings) {
  const app = new Hono();
  const answer = (
    c: Context,
    results: readonly unknown[],
    errors: readonly InputError[] = [],
    status: 200 | 201 = 200,
  ) => {
    const at = now().toISOString();
    const all = { status: 'COMPLETE', results, startedAt: at, completedAt: at };
    return errors.length === 0 ? c.json(all, status) : c.json({ ...all, numErrors: errors.length, errors }, 207);
  };
  const notFound = (id: string) => ({
    ...inputError('Could not get some objects, they may be deleted or not exist.', { ids: [id] }),
    category: 'OBJECT_NOT_FOUND',
  });

  app.post('/crm/v3/objects/contacts/batch/update', async (c) => {
    const read = updates.safeParse(await body(c));
    if (!read.success) return malformed(c, read.error);
    const known = [...contactProperties, ...customProperties];
    const unknown = read.data.inputs.flatMap(({ properties }) => unknownProperties(properties, known));
    if (unknown.length > 0) return invalid(c, `Property "${unknown.join(', ')}" does not exist`);
    const errors: InputError[] = [];
    const results = read.data.inputs.flatMap(({ id, properties }) => {
      const contact = books.find('contacts', id);
      const other = properties.email === undefined ? undefined : books.contactByEmail(properties.email);
      if (contact === undefined) errors.push(notFound(id));
      else if (other && other.id !== id)
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
    return answer(c, results, errors, 201);
  });

  app.post('/crm/v3/objects/notes/batch/read', async (c) => {
    const read = ids.safeParse(await body(c));
    if (!read.success) return malformed(c, read.error);
    const found = read.data.inputs.map(({ id }) => books.find('notes', id));
    const errors = read.data.inputs.filter((_, nth) => found[nth] === undefined).map(({ id }) => notFound(id));
    const results = found.flatMap((note) => (note ? [view('notes', note, read.data.properties)] : []));
    return answer(c, results, errors);
  });

  app.post('/communication-preferences/v4/statuses/batch/read', async (c) => {
    const read = addresses.safeParse(await body(c));
    if (!read.success) return malformed(c, read.error);
    if (c.req.query('channel') !== 'EMAIL') return invalid(c, 'channel must be EMAIL');
    return answer(
      c,
      read.data.inputs.map((email) => ({
        subscriberIdString: email,
        statuses: statusesOf({ books, now, types }, email).map((one) => shownStatus(types, one)),
      })),
    );
  });

  app.post('/communication-preferences/v4/statuses/batch/write', async (c) => {
    const read = statuses.safeParse(await body(c));
    if (!read.success) return malformed(c, read.error);
    const unknown = read.data.inputs.find(({ subscriptionId }) => !types.some(({ id }) => id === subscriptionId));
    if (unknown) return invalid(c, `Subscription ${unknown.subscriptionId} does not exist.`);
    return answer(
      c,
      read.data.inputs.map(({ subscriberIdString, ...change }) =>
        setStatus({ books, now, types }, subscriberIdString, change),
      ),
    );
  });
  return app;
}
