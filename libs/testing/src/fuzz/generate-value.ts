import * as fc from 'fast-check';
import { type FuzzDocument, resolveSchema, type Schema } from './fuzz-document.ts';

/** What most texts look like, and what breaks those who expect that. */
const oddTexts = [
  '',
  ' ',
  '髙橋 由紀',
  '🙇‍♀️',
  'a\u0000b',
  '\ud800',
  "' or 1=1 --",
  '%s%n',
  '../../etc',
  '\u202e',
  '１２３',
];
const text = ({ minLength = 0, maxLength = 40 }: Schema) =>
  fc.string({ minLength, maxLength: Math.min(Math.max(minLength, maxLength), 300), unit: 'grapheme' });

const formats: Readonly<Record<string, fc.Arbitrary<string>>> = {
  uuid: fc.uuid(),
  email: fc.nat(99_999).map((id) => `fuzz-${id}@example.jp`),
  uri: fc.webUrl({ validSchemes: ['https'] }),
  date: fc
    .date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
  'date-time': fc
    .date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString()),
};

/** Values that fit a schema as far as OpenAPI says it; `depth` ends what refers to itself. */
export function valueOf(document: FuzzDocument, given: Schema, depth = 0): fc.Arbitrary<unknown> {
  const schema = resolveSchema(document, given);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return fc.oneof(...choices.map((choice) => valueOf(document, choice, depth + 1)));
  if (schema.allOf !== undefined) {
    return fc
      .tuple(...schema.allOf.map((part) => valueOf(document, part, depth + 1)))
      .map((parts) => Object.assign({}, ...(parts as object[])) as unknown);
  }
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? ['object']);
  return fc.oneof(...types.map((type) => valueOfType(document, { ...schema, type }, depth)));
}

function valueOfType(document: FuzzDocument, schema: Schema, depth: number): fc.Arbitrary<unknown> {
  const { minimum = 0, maximum = 1_000, minItems = 0, maxItems = 3 } = schema;
  switch (schema.type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer({ min: Math.ceil(minimum), max: Math.max(Math.ceil(minimum), Math.floor(maximum)) });
    case 'number':
      return fc.double({ min: minimum, max: Math.max(minimum, maximum), noNaN: true });
    case 'string':
      return formats[schema.format ?? ''] ?? text(schema);
    case 'array': {
      const items = depth > 6 ? fc.constant(null) : valueOf(document, schema.items ?? {}, depth + 1);
      return fc.array(items, { minLength: minItems, maxLength: Math.max(minItems, Math.min(maxItems, 3)) });
    }
    case undefined:
    default:
      return objectOf(document, schema, depth);
  }
}

function objectOf(document: FuzzDocument, schema: Schema, depth: number): fc.Arbitrary<unknown> {
  const { properties = {}, required = [] } = schema;
  const known = Object.entries(properties).filter(([key]) => depth < 6 || required.includes(key));
  const values = Object.fromEntries(known.map(([key, property]) => [key, valueOf(document, property, depth + 1)]));
  return fc.record(values, { requiredKeys: required.filter((key) => key in values) });
}

/** What stands in place of a value to see whether it is checked. */
export const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, -1, 0, 1.5, 2 ** 31, 2 ** 53, 1e300, [], {}, [[]], { a: { b: [] } }),
  fc.constantFrom(...oddTexts),
  fc.constantFrom('0000-01-01', '2026-02-30', '9999-12-31T23:59:59-23:59', '2026-11-24T00:00:00', 'x'.repeat(5_000)),
  fc.uuid(),
);
