type Schema = {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly minLength?: number;
  readonly enum?: readonly (string | number)[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
};
type Parameter = { readonly name: string; readonly in: string; readonly required?: boolean; readonly schema: Schema };
type Operation = {
  readonly operationId?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { schema?: Schema; example?: unknown }>> };
};
type ApiDocument = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
};

type HostileRequest = {
  readonly name: string;
  readonly path: string;
  readonly init: { readonly method: string; readonly body?: string };
  /** False for what may be valid in its place, such as a year in a text: it only must not fail. */
  readonly mustBeRefused: boolean;
};

/**
 * What no database text can hold: after a text, and in place of its last character, so that a text of the right length is
 * refused for the mark alone.
 */
const toUnstorable = (text: string): string[] => [
  `${text}\0`,
  ...['\0', '\ud800', '\udfff'].map((mark) => `${text.slice(0, -1)}${mark}`),
];
const oddDates = ['0000-01-01', '9999-12-31', '-000001-01-01'];
const oddInstants = ['0000-01-01T00:00:00Z', '9999-12-31T23:59:59-23:59', '+010000-01-01T00:00:00Z'];
const oddNumbers = [-1, 2 ** 31, 1e20];
/** NUL, UTF-8 of a lone surrogate, a byte that is no UTF-8, half an escape. */
const unstorableUrlTexts = ['%00', 'a%00b', '%ED%A0%80', 'a%FF', 'a%'];

type WrongResponses = { readonly requests: number; readonly wrong: readonly (readonly [string, number])[] };

/**
 * Sends a request for each way in which a text, date or number of an operation (body, query and path, by its OpenAPI
 * document) can be out of range, and returns those that were accepted or failed instead of being refused with a 4xx.
 */
export async function sendHostileRequests(
  document: object,
  send: (path: string, init: HostileRequest['init']) => Promise<Response> | Response,
): Promise<WrongResponses> {
  const requests = listHostileRequests(document as ApiDocument);
  const wrong: [string, number][] = [];
  for (const { name, path, init, mustBeRefused } of requests) {
    const { status } = await send(path, init);
    const isRefused = status >= 400 && status < 500;
    if (mustBeRefused ? !isRefused : status === 500) wrong.push([name, status]);
  }
  return { requests: requests.length, wrong };
}

const listHostileRequests = (document: ApiDocument): HostileRequest[] =>
  Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, operation]) => [
      ...inParameters(document, { method, path, operation }),
      ...inBody(document, { method, path, operation }),
    ]),
  );

const isTime = ({ format }: Schema): boolean => format === 'date' || format === 'date-time';
const isNumber = ({ type }: Schema): boolean => type === 'integer' || type === 'number';

type Target = { readonly method: string; readonly path: string; readonly operation: Operation };

function inParameters(document: ApiDocument, { method, path, operation }: Target): HostileRequest[] {
  const parameters = (operation.parameters ?? []).filter((parameter) => parameter.in !== 'header');
  return parameters.flatMap((parameter) => {
    const schema = resolve(document, parameter.schema);
    const texts = [
      ...unstorableUrlTexts.map((text) => ({ text, mustBeRefused: true })),
      ...[...oddDates, ...oddInstants, ...oddNumbers.map(String)].map((text) => ({
        text: encodeURIComponent(text),
        mustBeRefused: isTime(schema),
      })),
    ];
    return texts.map(({ text, mustBeRefused }) => ({
      name: `${method} ${path}: ${parameter.in} ${parameter.name}=${text}`,
      path: toPath(document, path, parameters, { [parameter.name]: text }),
      init: toInit(method, operation.requestBody === undefined ? undefined : jsonExample(operation)),
      mustBeRefused,
    }));
  });
}

/** The path with every required parameter, as its schema or `given` says. */
function toPath(
  document: ApiDocument,
  path: string,
  parameters: readonly Parameter[],
  given: Readonly<Record<string, string>> = {},
): string {
  const valueOf = ({ name, schema }: Parameter) => given[name] ?? sampleOf(resolve(document, schema));
  const filled = path.replaceAll(/\{(\w+)\}/g, (_match, name: string) => {
    const parameter = parameters.find((candidate) => candidate.in === 'path' && candidate.name === name);
    return parameter ? valueOf(parameter) : 'x';
  });
  const query = parameters
    .filter((parameter) => parameter.in === 'query' && (parameter.required || parameter.name in given))
    .map((parameter) => `${parameter.name}=${valueOf(parameter)}`);
  return query.length === 0 ? filled : `${filled}?${query.join('&')}`;
}

function sampleOf({ enum: values, format, type }: Schema): string {
  if (values?.[0] !== undefined) return String(values[0]);
  if (format === 'uuid') return '018f7d4e-3c2a-7c1e-9b1a-2f6f5f1d9c3b';
  if (format === 'date') return '2026-11-24';
  if (format === 'date-time') return '2026-11-24T00:00:00Z';
  return type === 'integer' || type === 'number' ? '1' : 'x';
}

const toInit = (method: string, json: unknown): HostileRequest['init'] => ({
  method: method.toUpperCase(),
  ...(json === undefined ? {} : { body: JSON.stringify(json) }),
});

const jsonExample = ({ requestBody }: Operation): unknown => requestBody?.content['application/json']?.example;

type Place = readonly (string | number)[];

function inBody(document: ApiDocument, { method, path, operation }: Target): HostileRequest[] {
  const schema = operation.requestBody?.content['application/json']?.schema;
  if (schema === undefined) return [];
  const example = jsonExample(operation);
  const parameters = operation.parameters ?? [];
  return listPlaces(document, schema, example, []).flatMap(({ place, schemas }) => {
    const known = place.reduce(at, example);
    const text =
      typeof known === 'string' ? known : 'x'.repeat(Math.max(...schemas.map(({ minLength = 1 }) => minLength)));
    const values = [
      ...toUnstorable(text).map((value) => ({ value, mustBeRefused: true })),
      ...(schemas.some(isTime) ? [...oddDates, ...oddInstants] : []).map((value) => ({
        value,
        mustBeRefused: schemas.every((schema) => isTime(schema) || schema.type === 'null'),
      })),
      ...(schemas.some(isNumber) ? oddNumbers : []).map((value) => ({ value, mustBeRefused: false })),
      { value: { 'a\0b': 1 }, mustBeRefused: true },
    ];
    return values.map(({ value, mustBeRefused }) => ({
      name: `${method} ${path}: /${place.join('/')} ${JSON.stringify(value)}`,
      path: toPath(document, path, parameters),
      init: toInit(method, withValue(example, place, value)),
      mustBeRefused,
    }));
  });
}

/** The example of an operation's JSON body once per place that takes an id, the example's own or not, with `id` there. */
export function listBodiesWithId(document: object, operation: object, id: string): unknown[] {
  const described = operation as Operation;
  const schema = described.requestBody?.content['application/json']?.schema;
  if (schema === undefined) return [];
  const example = jsonExample(described);
  return listPlaces(document as ApiDocument, schema, example, [])
    .filter(({ schemas }) => schemas.some(({ format }) => format === 'uuid'))
    .map(({ place }) => withValue(example, place, id));
}

/** Every property below a schema, also those that the example leaves out, and the first element of each list. */
function listPlaces(
  document: ApiDocument,
  schema: Schema,
  example: unknown,
  place: Place,
): { place: Place; schemas: readonly Schema[] }[] {
  const schemas = alternatives(document, schema);
  const own = place.length === 0 ? [] : [{ place, schemas }];
  const properties = schemas.flatMap((alternative) => Object.entries(alternative.properties ?? {}));
  const inner = properties.flatMap(([key, property]) =>
    listPlaces(document, property, at(example, key), [...place, key]),
  );
  const items = schemas.flatMap((alternative) => alternative.items ?? []);
  const elements = items.flatMap((item) => listPlaces(document, item, at(example, 0), [...place, 0]));
  return [...own, ...inner, ...elements];
}

function alternatives(document: ApiDocument, schema: Schema): readonly Schema[] {
  const resolved = resolve(document, schema);
  const inner = [...(resolved.anyOf ?? []), ...(resolved.oneOf ?? []), ...(resolved.allOf ?? [])];
  return inner.length === 0 ? [resolved] : inner.flatMap((one) => alternatives(document, one));
}

function resolve({ components }: ApiDocument, schema: Schema): Schema {
  const name = schema.$ref?.split('/').pop();
  return name === undefined ? schema : (components?.schemas?.[name] ?? {});
}

const at = (value: unknown, key: string | number): unknown => (value as Record<string | number, unknown> | null)?.[key];

/** A copy of `value` with another one at a place; what is missing on the way there is made. */
function withValue(value: unknown, [key, ...rest]: Place, placed: unknown): unknown {
  if (key === undefined) return placed;
  if (typeof key === 'number') {
    const list = Array.isArray(value) ? (value as unknown[]) : [];
    return [withValue(list[key], rest, placed), ...list.slice(1)];
  }
  const object = typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
  return { ...object, [key]: withValue(at(object, key), rest, placed) };
}
