import { maxBodyBytes, type ProblemCode } from '@goen/contracts/public';
import { createRoute, type RouteConfig } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { z } from 'zod';
import { problemResponses } from './problem-responses.ts';
import { anyMediaType, type BodyPolicy, type Idempotency, markRoute, type RouteAccess } from './route-policy.ts';

/** Sent by clients that want to retry a request safely; documented on every route that is `idempotent`. */
const idempotencyHeaders = z.looseObject({
  'Idempotency-Key': z
    .string()
    .optional()
    .describe('1 to 255 characters. A retry with the same key and body gets the first response, for 24 hours.'),
});

export type RouteDefinition = Omit<RouteConfig, 'security' | 'middleware'> & {
  /** Who may call the route. There is no default: a public route says so. */
  readonly access: RouteAccess;
  /** Largest body in bytes; 256 kB when not given. */
  readonly maxBodyBytes?: number;
  /** The code of a body over the limit; `body_too_large` when not given. */
  readonly tooLargeCode?: ProblemCode;
  /** Takes an `Idempotency-Key`. */
  readonly idempotent?: Idempotency;
  /** Problems of this operation beside those that its access, parameters and body imply. */
  readonly problems?: readonly ProblemCode[];
};

type OwnFields = 'access' | 'maxBodyBytes' | 'tooLargeCode' | 'idempotent' | 'problems';

/**
 * `createRoute` of @hono/zod-openapi with the rest of an operation's contract: access, body limit, idempotency and
 * problems. The root guard (`guard.ts`) enforces all of it before validation, and the OpenAPI document states it, so a
 * route is written once. Handlers return the success responses only; problems are thrown as `HttpProblem`.
 */
export function defineRoute<const R extends RouteDefinition>(definition: R) {
  const {
    access,
    maxBodyBytes: _limit,
    tooLargeCode: _code,
    idempotent = false,
    problems = [],
    ...config
  } = definition;
  const body = bodyPolicy(definition);
  const marker: MiddlewareHandler = (_c, next) => next();
  markRoute(marker, { access, body, idempotent });
  const route = createRoute({
    ...config,
    ...(idempotent ? { request: { ...config.request, headers: idempotencyHeaders } } : {}),
    security: listSecurity(access),
    middleware: marker,
    responses: { ...problemResponses(impliedProblems(definition, body).concat(problems)), ...config.responses },
  } as RouteConfig);
  // The type leaves out what handlers never return (problems) and never see (the marker).
  return route as unknown as Omit<R, OwnFields> & { getRoutingPath(): string };
}

function listSecurity(access: RouteAccess): Record<string, string[]>[] {
  if (access === 'public') return [];
  const required = access.security ?? [{ [access.scheme]: access.scopes }];
  return required.map((schemes) =>
    Object.fromEntries(Object.entries(schemes).map(([name, scopes]) => [name, [...scopes]])),
  );
}

function bodyPolicy({ method, path, request, maxBodyBytes: limit, tooLargeCode }: RouteDefinition): BodyPolicy | null {
  if (request?.body === undefined) return null;
  const mediaTypes = Object.keys(request.body.content);
  const isJson = mediaTypes.length === 1 && mediaTypes[0] === 'application/json';
  if (isJson && !request.body.required) {
    throw new Error(`${method.toUpperCase()} ${path}: a JSON body is always required`);
  }
  return {
    mediaTypes,
    required: request.body.required ?? false,
    maxBytes: limit ?? maxBodyBytes,
    tooLargeCode: tooLargeCode ?? 'body_too_large',
    isJson,
  };
}

/** Every problem that the guard and the validators answer for such a route. */
function impliedProblems(definition: RouteDefinition, body: BodyPolicy | null): ProblemCode[] {
  const { access, method, request, idempotent } = definition;
  const takesAnyBody = body?.mediaTypes.includes(anyMediaType) ?? false;
  return [
    ...(access === 'public'
      ? []
      : ['unauthorized' as const, ...(access.scopes.length > 0 ? ['missing_scope' as const] : [])]),
    ...(access === 'public' ? [] : (access.problems ?? [])),
    ...(access === 'public' || method === 'get' ? [] : (access.problemsOfChanges ?? [])),
    ...(request?.params ? ['not_found' as const] : []),
    ...(access !== 'public' || request?.query || (body && !takesAnyBody) ? ['invalid_request' as const] : []),
    ...(hasCursor(request?.query) || hasCursor(jsonSchemaOf(request)) ? ['invalid_cursor' as const] : []),
    ...(body ? [body.tooLargeCode] : []),
    ...(body ? ['unsupported_media_type' as const] : []),
    ...(body?.isJson ? ['malformed_json' as const] : []),
    ...(idempotent ? (['invalid_idempotency_key', 'request_in_progress', 'idempotency_key_reused'] as const) : []),
    'internal_error',
  ];
}

const hasCursor = (query: unknown): boolean => query instanceof z.ZodObject && 'cursor' in query.shape;

const jsonSchemaOf = (request: RouteDefinition['request']): unknown =>
  (request?.body?.content['application/json'] as { readonly schema?: unknown } | undefined)?.schema;

/** A JSON request body with an example that clients can copy. */
export const jsonBody = <T extends z.ZodType>(schema: T, example: z.input<T>) => ({
  required: true as const,
  content: { 'application/json': { schema, example } },
});

/** A JSON response. */
export const jsonResponse = <T extends z.ZodType>(schema: T, description: string) => ({
  description,
  content: { 'application/json': { schema } },
});

/** A response that is no JSON (CSV, NDJSON, HTML): handlers return any `Response`. */
export const rawResponse = (mediaType: string, description: string): RawResponse => ({
  description,
  content: { [mediaType]: { schema: z.string() } },
});
type RawResponse = { description: string; content: Record<string, { schema: z.ZodString }> };
