import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context, MiddlewareHandler } from 'hono';
import { requestId } from 'hono/request-id';
import { isDatabaseAway } from '../database-away.ts';
import type { Logger } from '../logger.ts';
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
    await next();
    const durationMs = Math.round(performance.now() - startedAt);
    const route = findMatchedRoute(c)?.path ?? 'none';
    logger.info(
      { requestId: c.get('requestId'), method: c.req.method, route, status: c.res.status, durationMs },
      'request',
    );
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

/** A HEAD request runs the handler of GET, whose body nobody reads: a stream would go on for ever. */
const cancelBodyOfHead: MiddlewareHandler = async (c, next) => {
  await next();
  if (c.req.method === 'HEAD') await c.res.body?.cancel();
};

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** The methods that the path answers to (RFC 9110 §15.5.6). */
function allowedMethods<E extends AppEnv>(app: OpenAPIHono<E>, c: Context): string[] {
  return methods.filter((method) => {
    const [handlers] = app.router.match(method === 'HEAD' ? 'GET' : method, c.req.path);
    return handlers.some(([[handler]]) => isRouteHandler(handler));
  });
}
