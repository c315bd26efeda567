import { z } from 'zod';
import { inputsSchema } from './batch-response.ts';
import { createInputError, type InputError } from './hubspot-errors.ts';
import type { HubspotStore, Properties } from './hubspot-store.ts';
import { toObjectView } from './properties.ts';

export const upsertRequest = inputsSchema(
  z.object({
    id: z.string().min(1),
    idProperty: z.string().optional(),
    properties: z.record(z.string(), z.coerce.string()),
  }),
);
type Input = z.output<typeof upsertRequest>['inputs'][number];

/** Ids that several inputs share, ignoring case: HubSpot refuses such a batch as a whole. */
export const findDuplicateIds = (inputs: readonly Input[]): string[] => {
  const ids = inputs.map(({ id }) => id.trim().toLowerCase());
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
};

/** Upserts a batch. An invalid input does not affect the others. */
export function upsertContacts(store: HubspotStore, inputs: readonly Input[]) {
  const outcomes = inputs.map((input) => upsertContact(store, input));
  return {
    results: outcomes.filter((outcome) => !('category' in outcome)),
    errors: outcomes.filter((outcome): outcome is InputError => 'category' in outcome),
  };
}

function upsertContact(store: HubspotStore, input: Input) {
  // HubSpot stores and compares addresses in lower case.
  const email = (input.properties.email ?? input.id).trim().toLowerCase();
  if (!z.email().safeParse(email).success)
    return createInputError(`Property values were not valid: Email address ${input.id} is invalid`, {
      ids: [input.id],
    });
  if (store.isBlocked(email)) return createInputError('The contact was permanently deleted.', { ids: [input.id] });
  const properties: Properties = { ...input.properties, email };
  const known = store.contactByEmail(input.id);
  const contact = known ? store.update(known, properties) : store.add('contacts', properties);
  return { ...toObjectView('contacts', contact, Object.keys(properties)), new: known === undefined };
}
