import { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv, ServiceApp } from './service-app.ts';

type Document = ReturnType<OpenAPIHono['getOpenAPI31Document']>;
export type OpenApiInfo = Parameters<OpenAPIHono['getOpenAPI31Document']>[0];

/** What a document may describe: the operations of a path, a security scheme, or else (schemas, webhooks). */
export type DescribedPart = { readonly kind: 'path' | 'component' | 'other'; readonly name: string };

/**
 * The OpenAPI 3.1 document of an app's routes, as JSON text: build it once, after the last route. Problem responses
 * that several operations share become one component each, so that the document names them and stays small.
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
  const selection = Object.assign(new OpenAPIHono(), { openAPIRegistry: { definitions } });
  const document = selection.getOpenAPI31Document(info);
  shareProblemResponses(document);
  return JSON.stringify(document);
}

function shareProblemResponses(document: Document): void {
  const responses: NonNullable<NonNullable<Document['components']>['responses']> = {};
  for (const item of Object.values(document.paths ?? {})) {
    for (const operation of Object.values(item ?? {}) as { responses?: Record<string, object> }[]) {
      for (const [status, response] of Object.entries(operation.responses ?? {})) {
        const codes = problemCodesIn(response);
        if (codes.length === 0) continue;
        const name = codes.map(toPascalCase).join('Or');
        responses[name] = response as (typeof responses)[string];
        operation.responses = { ...operation.responses, [status]: { $ref: `#/components/responses/${name}` } };
      }
    }
  }
  const sorted = Object.fromEntries(Object.entries(responses).sort(([a], [b]) => a.localeCompare(b)));
  document.components = { ...document.components, responses: { ...document.components?.responses, ...sorted } };
}

function problemCodesIn(response: object): string[] {
  const { content } = response as { content?: Record<string, { examples?: object }> };
  return Object.keys(content?.['application/problem+json']?.examples ?? {});
}

const toPascalCase = (code: string): string =>
  code.replaceAll(/(?:^|_)(\w)/g, (_match, letter: string) => letter.toUpperCase());
