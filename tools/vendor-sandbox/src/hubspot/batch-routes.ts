import { Hono } from 'hono';
import { z } from 'zod';
import { readJson } from '../shared/request-parts.ts';
import { createBatchResponder, inputsSchema } from './batch-response.ts';
import type { ContactsDeps } from './contacts-routes.ts';
import { createInputError, type InputError, sendInvalidJson, sendValidationError } from './hubspot-errors.ts';
import { addNote, findNoteError, newNote } from './notes-routes.ts';
import { contactProperties, findUnknownProperties, toObjectView } from './properties.ts';

const updateRequest = inputsSchema(z.object({ id: z.string(), properties: z.record(z.string(), z.coerce.string()) }));
const createNotesRequest = inputsSchema(newNote);
const readNotesRequest = inputsSchema(z.object({ id: z.string() })).extend({ properties: z.array(z.string()) });

/** Batch updates of contacts, and batches of notes. An invalid input does not affect the others. */
export function batchRoutes({ store, now, customProperties }: ContactsDeps) {
  const app = new Hono();
  const sendBatch = createBatchResponder(now);
  const createNotFoundError = (id: string) => ({
    ...createInputError('Could not get some objects, they may be deleted or not exist.', { ids: [id] }),
    category: 'OBJECT_NOT_FOUND',
  });

  app.post('/crm/v3/objects/contacts/batch/update', async (c) => {
    const request = updateRequest.safeParse(await readJson(c));
    if (!request.success) return sendInvalidJson(c, request.error);
    const { inputs } = request.data;
    if (new Set(inputs.map(({ id }) => id)).size < inputs.length)
      return sendValidationError(c, 'Duplicate IDs found in batch input.');
    const known = [...contactProperties, ...customProperties];
    const unknown = inputs.flatMap(({ properties }) => findUnknownProperties(properties, known));
    if (unknown.length > 0) return sendValidationError(c, `Property "${unknown.join(', ')}" does not exist`);
    const errors: InputError[] = [];
    const results = inputs.flatMap(({ id, properties }) => {
      const contact = store.find('contacts', id);
      const owner = properties.email === undefined ? undefined : store.contactByEmail(properties.email);
      if (contact === undefined) errors.push(createNotFoundError(id));
      else if (owner && owner.id !== contact.id)
        errors.push(createInputError('A contact with that email already exists.', { ids: [id] }));
      else {
        const email = properties.email?.trim().toLowerCase();
        const updated = store.update(contact, { ...properties, ...(email === undefined ? {} : { email }) });
        return [toObjectView('contacts', updated, Object.keys(properties))];
      }
      return [];
    });
    return sendBatch(c, results, errors);
  });

  app.post('/crm/v3/objects/notes/batch/create', async (c) => {
    const request = createNotesRequest.safeParse(await readJson(c));
    if (!request.success) return sendInvalidJson(c, request.error);
    const checked = request.data.inputs.map((note) => ({ note, error: findNoteError(store, note) }));
    const errors = checked.flatMap(({ error }) => (error === null ? [] : [createInputError(error.message, {})]));
    const results = checked.filter(({ error }) => error === null).map(({ note }) => addNote(store, note));
    return sendBatch(c, results, errors, { whole: 201 });
  });

  app.post('/crm/v3/objects/notes/batch/read', async (c) => {
    const request = readNotesRequest.safeParse(await readJson(c));
    if (!request.success) return sendInvalidJson(c, request.error);
    const { inputs, properties } = request.data;
    const lookups = inputs.map(({ id }) => ({ id, note: store.find('notes', id) }));
    const errors = lookups.filter(({ note }) => note === undefined).map(({ id }) => createNotFoundError(id));
    const results = lookups.flatMap(({ note }) => (note ? [toObjectView('notes', note, properties)] : []));
    return sendBatch(c, results, errors);
  });
  return app;
}
