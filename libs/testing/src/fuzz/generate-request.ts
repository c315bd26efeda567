import * as fc from 'fast-check';
import { type FuzzDocument, type Media, type Parameter, resolveSchema, type Target } from './fuzz-document.ts';
import { oddValue, valueOf } from './generate-value.ts';

/** A choice that is made when the request is sent: ids that earlier answers named lead to rows that exist. */
export type FuzzRequest = {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: { readonly type: string; readonly content: unknown } | null;
  /** Picks among the known ids; below 0: the generated ones. */
  readonly idChoice: number;
};

/** Requests of an operation that are valid, or nearly: at most two places are wrong. */
export function requestOf(document: FuzzDocument, { operation }: Target): fc.Arbitrary<FuzzRequest> {
  const parameters = operation.parameters ?? [];
  const media = Object.entries(operation.requestBody?.content ?? {});
  return fc.record({
    parameters: parametersOf(document, parameters),
    headers: headersOf(parameters),
    body:
      media.length === 0
        ? fc.constant(null)
        : fc.oneof(
            ...media.map(([type, content]) => bodyOf(document, content).map((value) => ({ type, content: value }))),
          ),
    idChoice: fc.integer({ min: -5, max: 20 }),
  });
}

function parametersOf(document: FuzzDocument, parameters: readonly Parameter[]) {
  const placed = parameters.filter((parameter) => parameter.in !== 'header');
  const values = Object.fromEntries(
    placed.map(({ name, schema }) => [
      name,
      fc.oneof({ weight: 9, arbitrary: valueOf(document, schema) }, { weight: 1, arbitrary: oddValue }),
    ]),
  );
  return fc.record(values, { requiredKeys: placed.filter(({ required }) => required).map(({ name }) => name) });
}

/** Any text can be a key; only header text can be sent. */
const headersOf = (parameters: readonly Parameter[]): fc.Arbitrary<Record<string, string>> =>
  parameters.some(({ name }) => name.toLowerCase() === 'idempotency-key')
    ? fc.oneof(
        { weight: 4, arbitrary: fc.constant({}) },
        {
          weight: 2,
          arbitrary: fc.constantFrom('a', 'fuzz-1', 'x'.repeat(256)).map((key) => ({ 'idempotency-key': key })),
        },
      )
    : fc.constant({});

/** The documented example or a value of the schema, with none to two places changed. */
function bodyOf(document: FuzzDocument, { schema, example }: Media): fc.Arbitrary<unknown> {
  const valid = schema === undefined ? fc.constant(example ?? '') : valueOf(document, schema);
  const base = example === undefined ? valid : fc.oneof({ weight: 2, arbitrary: fc.constant(example) }, valid);
  const isObject = schema !== undefined && resolveSchema(document, schema).type !== 'string';
  if (!isObject) return fc.oneof({ weight: 3, arbitrary: base }, fc.string({ unit: 'binary', maxLength: 200 }));
  const changes = fc.array(fc.record({ place: fc.nat(), kind: fc.nat(3), value: oddValue }), { maxLength: 2 });
  return fc.tuple(base, changes).map(([value, made]) => made.reduce(applyChange, value));
}

type Change = { readonly place: number; readonly kind: number; readonly value: unknown };

/** Replaces or drops a value, adds a field nobody knows, or repeats an element. */
function applyChange(root: unknown, { place, kind, value }: Change): unknown {
  const copy = structuredClone(root);
  const holders = listHolders(copy);
  const holder = holders[place % Math.max(holders.length, 1)];
  if (holder === undefined) return value;
  if (Array.isArray(holder)) {
    if (kind === 0) holder.push(value);
    else if (kind === 1) holder.push(...holder);
    else holder.splice(place % Math.max(holder.length, 1), 1, value);
    return copy;
  }
  const keys = Object.keys(holder);
  const key = keys[place % Math.max(keys.length, 1)];
  if (kind === 0 || key === undefined) holder.unknown_field = value;
  else if (kind === 1) delete holder[key];
  else holder[key] = value;
  return copy;
}

type Holder = unknown[] | Record<string, unknown>;
function listHolders(value: unknown): Holder[] {
  if (typeof value !== 'object' || value === null) return [];
  return [value as Holder, ...Object.values(value).flatMap(listHolders)];
}
