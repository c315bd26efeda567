import type { Context, MiddlewareHandler, Next } from 'hono';
import { decodeBody } from './content-coding.ts';
import { HttpProblem } from './problem.ts';
import { checkDeclaredBody, readJsonBody } from './read-body.ts';
import { assertReadableUrl } from './readable-url.ts';
import { findMatchedRoute } from './route-policy.ts';

/** Authenticates the caller of one security scheme; throws `unauthorized` or `missing_scope`. */
export type Authenticate = (c: Context, scopes: readonly string[]) => Promise<void> | void;

/** Runs a request at most once per `Idempotency-Key`, in one transaction or in steps. */
export type RunIdempotently = (c: Context, next: Next, inSteps: boolean) => Promise<Response | void>;

export type GuardOptions = {
  readonly schemes: Readonly<Record<string, Authenticate>>;
  readonly runIdempotently?: RunIdempotently;
};

/**
 * The first middleware of every service. In this order, the same everywhere: route, key, scope, URL, declared size,
 * media type, content coding, body, JSON syntax, idempotency; the route's schemas follow. A route without a policy is denied.
 */
export function guardRequests({ schemes, runIdempotently }: GuardOptions): MiddlewareHandler {
  return async (c, next) => {
    const route = findMatchedRoute(c);
    if (route === null) return next();
    const { policy } = route;
    if (policy === null) throw new HttpProblem('unauthorized');
    if (policy.access !== 'public') {
      const authenticate = schemes[policy.access.scheme];
      if (authenticate === undefined) throw new HttpProblem('unauthorized');
      await authenticate(c, policy.access.scopes);
      assertReadableUrl(c.req.url);
    }
    if (policy.body) {
      checkDeclaredBody(c, policy.body);
      decodeBody(c, policy.body);
      if (policy.body.isJson) await readJsonBody(c, policy.body);
    }
    const { idempotent } = policy;
    if (idempotent === false || idempotent === 'handler' || runIdempotently === undefined) return next();
    return runIdempotently(c, next, idempotent === 'steps');
  };
}
