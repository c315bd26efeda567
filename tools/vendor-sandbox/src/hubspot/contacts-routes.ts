import { Hono } from 'hono';
import { z } from 'zod';
import { readJson } from '../shared/request-parts.ts';
import { createBatchResponder, maxInputs } from './batch-response.ts';
import { findDuplicateIds, upsertContacts, upsertRequest } from './contacts-upsert.ts';
import { sendNotFound, sendValidationError } from './hubspot-errors.ts';
import type { HubspotStore } from './hubspot-store.ts';
import { contactProperties, findUnknownProperties, toObjectView } from './properties.ts';

export type ContactsDeps = { store: HubspotStore; now: () => Date; customProperties: readonly string[] };

const gdprDelete = z.object({ objectId: z.string().min(1), idProperty: z.string().optional() });
const mergeRequest = z.object({ primaryObjectId: z.string(), objectIdToMerge: z.string() });
const splitNames = (text: string | undefined) => (text ?? '').split(',').filter(Boolean);

/** `/crm/v3/objects/contacts`, without its search. */
export function contactsRoutes({ store, now, customProperties }: ContactsDeps) {
  const app = new Hono();
  const known = [...contactProperties, ...customProperties];
  const sendBatch = createBatchResponder(now);

  app.post('/batch/upsert', async (c) => {
    const request = upsertRequest.safeParse(await readJson(c));
    if (!request.success)
      return sendValidationError(c, `Invalid input JSON: at most ${maxInputs} inputs. ${request.error.message}`);
    const { inputs } = request.data;
    const otherId = inputs.find(({ idProperty }) => idProperty !== 'email');
    if (otherId) {
      const name = otherId.idProperty ?? 'hs_object_id';
      return sendValidationError(c, `${name} is no property with unique values here.`);
    }
    const duplicates = findDuplicateIds(inputs);
    if (duplicates.length > 0)
      return sendValidationError(c, `Duplicate IDs found in batch input: [${duplicates.join(', ')}].`);
    const unknown = inputs.flatMap(({ properties }) => findUnknownProperties(properties, known));
    if (unknown.length > 0) {
      const errors = unknown.map((name) => ({
        message: `Property "${name}" does not exist`,
        code: 'PROPERTY_DOESNT_EXIST',
        in: name,
      }));
      return sendValidationError(c, 'Property values were not valid', errors);
    }
    const { results, errors } = upsertContacts(store, inputs);
    return sendBatch(c, results, errors);
  });

  app.post('/gdpr-delete', async (c) => {
    const request = gdprDelete.safeParse(await readJson(c));
    if (!request.success) return sendValidationError(c, 'Invalid input JSON');
    const { objectId, idProperty } = request.data;
    if (idProperty !== undefined && idProperty !== 'email')
      return sendValidationError(c, `${idProperty} names no contact.`);
    store.forget(idProperty === 'email' ? { email: objectId } : { id: objectId });
    return c.body(null, 204);
  });

  app.post('/merge', async (c) => {
    const request = mergeRequest.safeParse(await readJson(c));
    if (!request.success) return sendValidationError(c, 'Invalid input JSON');
    const primary = store.find('contacts', request.data.primaryObjectId);
    const duplicate = store.find('contacts', request.data.objectIdToMerge);
    if (!primary || !duplicate) return sendNotFound(c);
    if (primary.id === duplicate.id) return sendValidationError(c, 'A contact can not be merged into itself.');
    return c.json(toObjectView('contacts', store.merge(primary, duplicate), []));
  });

  app.get('/:id', (c) => {
    const { idProperty, properties, associations } = c.req.query();
    const id = c.req.param('id');
    const contact = idProperty === 'email' ? store.contactByEmail(id) : store.find('contacts', id);
    if (!contact) return sendNotFound(c);
    const view = toObjectView('contacts', contact, splitNames(properties));
    if (!splitNames(associations).includes('notes')) return c.json(view);
    const notes = store.objects('notes').filter((note) => note.contactIds.includes(contact.id));
    const results = notes.map((note) => ({ id: note.id, type: 'contact_to_note' }));
    return c.json(results.length === 0 ? view : { ...view, associations: { notes: { results } } });
  });

  app.delete('/:id', (c) => {
    store.remove('contacts', c.req.param('id'));
    return c.body(null, 204);
  });
  return app;
}
