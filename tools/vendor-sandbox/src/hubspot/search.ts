import { z } from 'zod';
import type { HubspotObject } from './hubspot-books.ts';

const text = z.coerce.string();
const filter = z.object({
  propertyName: z.string(),
  operator: z.enum(['EQ', 'NEQ', 'IN', 'NOT_IN', 'HAS_PROPERTY', 'NOT_HAS_PROPERTY', 'CONTAINS_TOKEN', 'GTE', 'LTE']),
  value: text.optional(),
  values: z.array(text).optional(),
});
export const searchRequest = z.object({
  filterGroups: z
    .array(z.object({ filters: z.array(filter).max(6) }))
    .max(5)
    .default([]),
  sorts: z.array(z.unknown()).default([]),
  query: z.string().optional(),
  properties: z.array(z.string()).default([]),
  limit: z.number().int().min(1).max(200).default(10),
  after: text.optional(),
});
type Filter = z.output<typeof filter>;
export type Search = z.output<typeof searchRequest>;

/** Words as HubSpot's search tells them apart: a token is a run of letters and digits. */
const tokens = (value: string) => value.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];

function containsTokens(value: string, wanted: string): boolean {
  const found = tokens(value);
  return tokens(wanted.replaceAll('*', '')).every((token) =>
    found.some((one) => (wanted.includes('*') ? one.includes(token) : one === token)),
  );
}

function fits({ propertyName, operator, value = '', values = [] }: Filter, object: HubspotObject): boolean {
  // The pseudo-property of what an object is associated with.
  const own =
    propertyName === 'associations.contact' ? object.contactIds : [object.properties[propertyName]?.toLowerCase()];
  const has = (wanted: string) => own.includes(wanted.toLowerCase());
  const first = own[0] ?? null;
  if (operator === 'EQ') return has(value);
  if (operator === 'NEQ') return !has(value);
  if (operator === 'IN') return values.some(has);
  if (operator === 'NOT_IN') return !values.some(has);
  if (operator === 'HAS_PROPERTY') return first !== null;
  if (operator === 'NOT_HAS_PROPERTY') return first === null;
  if (first === null) return false;
  if (operator === 'CONTAINS_TOKEN') return containsTokens(first, value);
  return operator === 'GTE' ? first >= value.toLowerCase() : first <= value.toLowerCase();
}

/** Groups are alternatives, filters of a group conditions; oldest first. `after` is an offset. */
export function search(objects: readonly HubspotObject[], { filterGroups, limit, after, query }: Search) {
  const found = objects.filter(
    (object) =>
      (filterGroups.length === 0 || filterGroups.some(({ filters }) => filters.every((one) => fits(one, object)))) &&
      (query === undefined || Object.values(object.properties).some((value) => containsTokens(value ?? '', query))),
  );
  const start = Number(after ?? 0);
  const end = start + limit;
  return { total: found.length, objects: found.slice(start, end), after: end < found.length ? String(end) : null };
}
