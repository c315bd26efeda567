import { z } from 'zod';
import type { HubspotBooks, Properties } from './hubspot-books.ts';
import { type InputError, inputError } from './hubspot-error.ts';
import { view } from './properties.ts';

export const maxInputs = 100;
export const upsertRequest = z.object({
  inputs: z
    .array(
      z.object({
        id: z.string().min(1),
        idProperty: z.string().optional(),
        properties: z.record(z.string(), z.coerce.string()),
      }),
    )
    .min(1)
    .max(maxInputs),
});
type Input = z.output<typeof upsertRequest>['inputs'][number];

/** Addresses are compared and kept in small letters. */
const addressOf = (input: Input) => (input.properties.email ?? input.id).trim().toLowerCase();

/** Whether two inputs name the same contact: HubSpot refuses such a batch whole. */
export const repeated = (inputs: readonly Input[]): string[] => {
  const ids = inputs.map(({ id }) => id.trim().toLowerCase());
  return [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))];
};

function upsertOne(books: HubspotBooks, input: Input) {
  const email = addressOf(input);
  if (!z.email().safeParse(email).success)
    return inputError(`Property values were not valid: Email address ${input.id} is invalid`, { ids: [input.id] });
  if (books.isBlocked(email)) return inputError('The contact was permanently deleted.', { ids: [input.id] });
  const properties: Properties = { ...input.properties, email };
  const known = books.contactByEmail(input.id);
  const contact = known ? books.update(known, properties) : books.add('contacts', properties);
  return { ...view('contacts', contact, Object.keys(properties)), new: known === undefined };
}

/** A batch; an input that is not valid harms no other. */
export function upsertContacts(books: HubspotBooks, inputs: readonly Input[], startedAt: string) {
  const outcomes = inputs.map((input) => upsertOne(books, input));
  const errors = outcomes.filter((one): one is InputError => 'category' in one);
  const results = outcomes.filter((one) => !('category' in one));
  const answer = { status: 'COMPLETE', results, startedAt, completedAt: startedAt };
  return errors.length === 0 ? answer : { ...answer, numErrors: errors.length, errors };
}
