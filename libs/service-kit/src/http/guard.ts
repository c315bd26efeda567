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

/**
 * Counts the request of the caller that was authenticated, or of an address; a response when there were too many. What
 * `readHeaders` returns is added to every response to a counted request.
 */
export type LimitRequests = {
  readonly take: (c: Context, route: string) => Promise<Response | null> | Response | null;
  readonly readHeaders: (c: Context) => Readonly<Record<string, string>> | undefined;
};

export type GuardOptions = {
  readonly schemes: Readonly<Record<string, Authenticate>>;
  readonly limits?: LimitRequests;
  readonly runIdempotently?: RunIdempotently;
  /** Whether only our own services call: their traces go on here. */
  readonly isInternal?: boolean;
};

/**
 * The first middleware of every service. In this order, the same everywhere: route, key, scope, rate limit, URL, declared size,
 * media type, content coding, body, JSON syntax, idempotency; the route's schemas follow. A route without a policy is denied.
 */
export function guardRequests({ schemes, limits, runIdempotently }: GuardOptions): MiddlewareHandler {
  return async (c, next) => {
    const route = findMatchedRoute(c);
    if (route === null) return next();
    const { policy } = route;
    if (policy === null) throw new HttpProblem('unauthorized');
    if (policy.access !== 'public') {
      const authenticate = schemes[policy.access.scheme];
      if (authenticate === undefined) throw new HttpProblem('unauthorized');
      try {
        await authenticate(c, policy.access.scopes);
      } catch (error) {
        // Guesses count, too.
        const tooMany = error instanceof HttpProblem && (await limits?.take(c, route.path));
        if (tooMany) return tooMany;
        throw error;
      }
    }
    const tooMany = limits?.take(c, route.path) ?? null;
    if (tooMany !== null) {
      const response = await tooMany;
      if (response !== null) return response;
    }
    if (policy.access !== 'public') assertReadableUrl(c.req.url);
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
