import type { ProblemCode } from '@goen/contracts/public';
import type { Context } from 'hono';
import { matchedRoutes } from 'hono/route';

/** `public`: anybody. Else the security scheme that authenticates the caller, and the scopes that the caller needs. */
export type RouteAccess =
  | 'public'
  | {
      readonly scheme: string;
      readonly scopes: readonly string[];
      /** Other problems that the scheme answers, beside 401 and a missing scope. */
      readonly problems?: readonly ProblemCode[];
      /** The same, of operations that change something. */
      readonly problemsOfChanges?: readonly ProblemCode[];
      /** How a document states it; `{ [scheme]: scopes }` when not given. */
      readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
    };

/** Of a body whose media type its sender chooses, such as a vendor's webhook. */
export const anyMediaType = '*/*';

export type BodyPolicy = {
  readonly mediaTypes: readonly string[];
  readonly required: boolean;
  readonly maxBytes: number;
  readonly tooLargeCode: ProblemCode;
  /** Read and parsed by the guard; other bodies are read by their handlers through `readBody`. */
  readonly isJson: boolean;
};

/**
 * How an operation keeps the response to a request with an `Idempotency-Key`. `true`: in the transaction of its effect.
 * `steps`: after steps that are idempotent by themselves, such as calls of other services. `handler`: by itself.
 */
export type Idempotency = boolean | 'steps' | 'handler';

/** What the root guard enforces before a route's validators run. */
export type RoutePolicy = {
  readonly access: RouteAccess;
  readonly body: BodyPolicy | null;
  readonly idempotent: Idempotency;
};

/** Policies by the marker that `defineRoute` puts in front of the handler: the router then finds them by the path. */
const policies = new WeakMap<object, RoutePolicy>();

export const markRoute = (marker: object, policy: RoutePolicy): void => void policies.set(marker, policy);

export type MatchedRoute = { readonly path: string; readonly policy: RoutePolicy | null };

/** The route that will handle the request, or null. Its policy is null when it was not made by `defineRoute`. */
export function findMatchedRoute(c: Context): MatchedRoute | null {
  const matched = matchedRoutes(c);
  const marker = matched.find(({ handler }) => policies.has(handler));
  if (marker) return { path: marker.path, policy: policies.get(marker.handler) ?? null };
  const handler = matched.find(({ method }) => method !== 'ALL');
  return handler ? { path: handler.path, policy: null } : null;
}

export const isRouteHandler = (handler: object): boolean => policies.has(handler);
