import { z } from 'zod';
import type { HubspotObject } from './hubspot-store.ts';

const coercedString = z.coerce.string();
const filter = z.object({
  propertyName: z.string(),
  operator: z.enum(['EQ', 'NEQ', 'IN', 'NOT_IN', 'HAS_PROPERTY', 'NOT_HAS_PROPERTY', 'CONTAINS_TOKEN', 'GTE', 'LTE']),
  value: coercedString.optional(),
  values: z.array(coercedString).optional(),
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
  after: coercedString.optional(),
});
type Filter = z.output<typeof filter>;
type SearchRequest = z.output<typeof searchRequest>;

/** HubSpot's search tokens: runs of letters and digits, in lower case. */
const tokenize = (value: string) => value.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];

function containsTokens(value: string, wanted: string): boolean {
  const tokens = tokenize(value);
  return tokenize(wanted.replaceAll('*', '')).every((wantedToken) =>
    tokens.some((token) => (wanted.includes('*') ? token.includes(wantedToken) : token === wantedToken)),
  );
}

function matchesFilter({ propertyName, operator, value = '', values = [] }: Filter, object: HubspotObject): boolean {
  // `associations.contact` is a pseudo-property with the ids of associated contacts.
  const ownValues =
    propertyName === 'associations.contact' ? object.contactIds : [object.properties[propertyName]?.toLowerCase()];
  const hasValue = (wanted: string) => ownValues.includes(wanted.toLowerCase());
  const first = ownValues[0] ?? null;
  if (operator === 'EQ') return hasValue(value);
  if (operator === 'NEQ') return !hasValue(value);
  if (operator === 'IN') return values.some(hasValue);
  if (operator === 'NOT_IN') return !values.some(hasValue);
  if (operator === 'HAS_PROPERTY') return first !== null;
  if (operator === 'NOT_HAS_PROPERTY') return first === null;
  if (first === null) return false;
  if (operator === 'CONTAINS_TOKEN') return containsTokens(first, value);
  return operator === 'GTE' ? first >= value.toLowerCase() : first <= value.toLowerCase();
}

/** Groups are joined by OR, the filters of a group by AND. Oldest first; `after` is an offset. */
export function searchObjects(objects: readonly HubspotObject[], { filterGroups, limit, after, query }: SearchRequest) {
  const matches = objects.filter(
    (object) =>
      (filterGroups.length === 0 ||
        filterGroups.some(({ filters }) => filters.every((condition) => matchesFilter(condition, object)))) &&
      (query === undefined || Object.values(object.properties).some((value) => containsTokens(value ?? '', query))),
  );
  const start = Number(after ?? 0);
  const end = start + limit;
  return {
    total: matches.length,
    objects: matches.slice(start, end),
    after: end < matches.length ? String(end) : null,
  };
}
