import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context, MiddlewareHandler } from 'hono';
import { requestId } from 'hono/request-id';
import { isDatabaseAway } from '../database-away.ts';
import type { Logger } from '../logger.ts';
import { observeSeconds } from '../telemetry/metrics.ts';
import { isTracing, readTraceparent, type Span, withSpan } from '../telemetry/tracing.ts';
import { type GuardOptions, guardRequests } from './guard.ts';
import { HttpProblem, problemResponse } from './problem.ts';
import { findMatchedRoute, isRouteHandler } from './route-policy.ts';
import { closeAfterUnreadBody } from './unread-body.ts';
import { defaultHook } from './validation.ts';

export type AppEnv = { Variables: { requestId: string } };
export type ServiceApp<E extends AppEnv = AppEnv> = OpenAPIHono<E>;

/**
 * The app of a service: request ids, one log line per request (the matched route, not the path, which may carry a
 * token), the root guard, and problem+json for everything that is thrown, not found or not allowed.
 */
export function createServiceApp<E extends AppEnv = AppEnv>(logger: Logger, guard: GuardOptions): ServiceApp<E> {
  const app = new OpenAPIHono<E>({ defaultHook });
  app.use(requestId());
  app.use(async (c, next) => {
    const startedAt = performance.now();
    const handle = async (span?: Span) => {
      await next();
      const durationMs = performance.now() - startedAt;
      const route = findMatchedRoute(c)?.path ?? 'none';
      const { method } = c.req;
      const { status } = c.res;
      if (span) describeRequest(span, method, route, status);
      observeSeconds('goen_http_request_duration_seconds', durationMs / 1_000, {
        method: toKnown(method),
        route,
        status,
      });
      logger.info(
        { requestId: c.get('requestId'), method, route, status, durationMs: Math.round(durationMs) },
        'request',
      );
    };
    if (!isTracing()) return handle();
    // Strangers choose neither our trace ids nor what is sampled: their traces are linked.
    const caller = readTraceparent(c.req.header('traceparent'));
    const origin = guard.isInternal ? { parent: caller } : { parent: null, links: caller ? [caller] : [] };
    return withSpan(toKnown(c.req.method), { kind: 'server', ...origin }, handle);
  });
  app.use(cancelBodyOfHead);
  app.use(closeAfterUnreadBody);
  const { limits } = guard;
  if (limits !== undefined) {
    app.use(async (c, next) => {
      await next();
      for (const [name, value] of Object.entries(limits.readHeaders(c) ?? {})) c.res.headers.set(name, value);
    });
  }
  app.use(guardRequests(guard));
  app.notFound((c) => {
    const allow = allowedMethods(app, c);
    if (allow.length === 0) return problemResponse('not_found', {}, c.get('requestId'));
    return problemResponse('method_not_allowed', { headers: { allow: allow.join(', ') } }, c.get('requestId'));
  });
  app.onError((error, c) => {
    const id = c.get('requestId');
    if (error instanceof HttpProblem) return problemResponse(error.code, error.extra, id);
    if (c.req.raw.signal.aborted) {
      logger.info({ requestId: id }, 'Client aborted the request');
      return problemResponse('internal_error', {}, id);
    }
    if (isDatabaseAway(error)) {
      logger.warn({ err: error, requestId: id }, 'The database is not available');
      return problemResponse('unavailable', { headers: { 'retry-after': '1' } }, id);
    }
    logger.error({ err: error, requestId: id }, 'request failed');
    return problemResponse('internal_error', {}, id);
  });
  return app;
}

/** What clients make up would be a metric each. */
const toKnown = (method: string): string => (knownMethods.has(method) ? method : 'other');

function describeRequest(span: Span, method: string, route: string, status: number): void {
  span.setName(`${toKnown(method)} ${route}`);
  span.setAttributes({
    'http.request.method': toKnown(method),
    'http.route': route,
    'http.response.status_code': status,
  });
  if (status >= 500) span.setFailed(String(status));
}

/** A HEAD request runs the handler of GET, whose body nobody reads: a stream would go on for ever. */
const cancelBodyOfHead: MiddlewareHandler = async (c, next) => {
  await next();
  if (c.req.method === 'HEAD') await c.res.body?.cancel();
};

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
const knownMethods: ReadonlySet<string> = new Set([...methods, 'OPTIONS']);

/** The methods that the path answers to (RFC 9110 §15.5.6). */
function allowedMethods<E extends AppEnv>(app: OpenAPIHono<E>, c: Context): string[] {
  return methods.filter((method) => {
    const [handlers] = app.router.match(method === 'HEAD' ? 'GET' : method, c.req.path);
    return handlers.some(([[handler]]) => isRouteHandler(handler));
  });
}
