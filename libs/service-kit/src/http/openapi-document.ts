import { OpenAPIHono } from '@hono/zod-openapi';
import { z } from 'zod';
import type { AppEnv, ServiceApp } from './service-app.ts';

type Document = ReturnType<OpenAPIHono['getOpenAPI31Document']>;
export type OpenApiInfo = Parameters<OpenAPIHono['getOpenAPI31Document']>[0];
type Definitions = OpenAPIHono['openAPIRegistry']['definitions'];
type Components = NonNullable<Document['components']>;
type Parameter = { schema?: { $ref?: string } | undefined };
type Operation = { responses?: Record<string, object>; parameters?: Parameter[] };

/** What a document may describe: the operations of a path, a security scheme, or else (schemas, webhooks). */
export type DescribedPart = { readonly kind: 'path' | 'component' | 'other'; readonly name: string };

/**
 * The OpenAPI 3.1 document of an app's routes, as JSON text: build it once, after the last route. Problem responses that
 * several operations share become one component each, so that the document names them and stays small.
 */
export function buildOpenApiDocument<E extends AppEnv>(
  app: ServiceApp<E>,
  info: OpenApiInfo,
  describes: (part: DescribedPart) => boolean = () => true,
): string {
  const definitions = app.openAPIRegistry.definitions.filter((definition) => {
    if (definition.type === 'route') return describes({ kind: 'path', name: definition.route.path });
    if (definition.type === 'component') return describes({ kind: 'component', name: definition.name });
    return describes({ kind: 'other', name: '' });
  });
  const document = getDocument(definitions, info);
  fixNullableReferences(document);
  const operations = [document.paths, document.webhooks].flatMap((items) =>
    Object.values(items ?? {}).flatMap((item) => Object.values(item ?? {}) as Operation[]),
  );
  inlineParameterSchemas(operations, document.components?.schemas);
  document.components = { ...document.components, responses: shareProblemResponses(operations) };
  return JSON.stringify(document);
}

/**
 * A name that is first met as nullable would be nullable wherever it is used: those schemas are registered before the
 * routes, as they are by themselves.
 */
function getDocument(definitions: Definitions, info: OpenApiInfo): Document {
  const build = (selected: Definitions): Document =>
    Object.assign(new OpenAPIHono(), { openAPIRegistry: { definitions: selected } }).getOpenAPI31Document(info);
  const schemas = (build(definitions).components?.schemas ?? {}) as Record<string, { type?: string | string[] }>;
  const nullable = Object.keys(schemas).filter((name) => schemas[name]?.type?.includes('null'));
  const { _idmap: schemasByName } = z.globalRegistry;
  // Inner names come after the outer ones.
  const first = nullable.reverse().map((name) => {
    const schema = schemasByName.get(name) as z.ZodType;
    return { type: 'schema' as const, schema };
  });
  return build([...first, ...definitions]);
}

/** The library writes a nullable reference as "the reference and null", which nothing can be: it is either of them. */
function fixNullableReferences(node: object): void {
  if ('allOf' in node && Array.isArray(node.allOf) && node.allOf.length === 2) {
    const [reference, { type, ...rest }] = node.allOf as [{ $ref?: string }, { type?: string | string[] }];
    if (reference.$ref !== undefined && Array.isArray(type) && type.includes('null')) {
      delete (node as { allOf?: unknown }).allOf;
      Object.assign(node, { anyOf: [reference, { type: 'null' }], ...rest });
    }
  }
  for (const child of Object.values(node))
    if (typeof child === 'object' && child !== null) fixNullableReferences(child);
}

function shareProblemResponses(operations: readonly Operation[]): NonNullable<Components['responses']> {
  const shared: Record<string, object> = {};
  for (const operation of operations) {
    for (const [status, response] of Object.entries(operation.responses ?? {})) {
      const codes = problemCodesIn(response);
      if (codes.length === 0) continue;
      const name = codes.map(toPascalCase).join('Or');
      shared[name] = withCodes(response, codes);
      operation.responses = { ...operation.responses, [status]: { $ref: `#/components/responses/${name}` } };
    }
  }
  return Object.fromEntries(
    Object.entries(shared).sort(([a], [b]) => a.localeCompare(b)),
  ) as Components['responses'] & {};
}

/** The response with a schema that says which codes it can have: typed clients can then tell them apart. */
function withCodes(response: object, codes: readonly string[]): object {
  const { content } = response as { content: Record<string, { schema: object }> };
  const media = content[problemType];
  const code = { type: 'string', enum: codes };
  const schema = { allOf: [media?.schema, { type: 'object', properties: { code }, required: ['code'] }] };
  return { ...response, content: { ...content, [problemType]: { ...media, schema } } };
}

/** Parameters spell out the values they take, so that a reader of one operation sees them. */
function inlineParameterSchemas(operations: readonly Operation[], schemas: Components['schemas']): void {
  for (const parameter of operations.flatMap(({ parameters = [] }) => parameters)) {
    const name = /^#\/components\/schemas\/(\w+)$/.exec(parameter.schema?.$ref ?? '')?.[1];
    if (name !== undefined) parameter.schema = schemas?.[name];
  }
}

const problemType = 'application/problem+json';
function problemCodesIn(response: object): string[] {
  const { content } = response as { content?: Record<string, { examples?: object }> };
  return Object.keys(content?.[problemType]?.examples ?? {});
}

const toPascalCase = (code: string): string =>
  code.replaceAll(/(?:^|_)(\w)/g, (_match, letter: string) => letter.toUpperCase());
