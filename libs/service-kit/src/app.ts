import { Hono } from 'hono';
import { requestId } from 'hono/request-id';
import type { Logger } from './logger.ts';
import { HttpProblem, problemResponse } from './problem.ts';

export type AppEnv = { Variables: { requestId: string } };
export type ServiceApp<E extends AppEnv = AppEnv> = Hono<E>;

/**
 * Gives an app what every service has: request ids, one log line a request (the matched route, not the path, since a
 * path may carry a token), and problem+json for what is thrown or not found.
 */
export function createApp<E extends AppEnv = AppEnv, A extends Hono<E> = Hono<E>>(logger: Logger, app?: A): A {
  const made = app ?? (new Hono<E>() as A);
  made.use(requestId());
  made.use(async (c, next) => {
    const startedAt = performance.now();
    await next();
    const route = c.req.matchedRoutes.findLast((matched) => matched.path !== '/*')?.path ?? 'none';
    const durationMs = Math.round(performance.now() - startedAt);
    logger.info(
      { requestId: c.get('requestId'), method: c.req.method, route, status: c.res.status, durationMs },
      'request',
    );
  });
  made.notFound((c) => problemResponse('not_found', {}, c.get('requestId')));
  made.onError((error, c) => {
    const id = c.get('requestId');
    if (error instanceof HttpProblem) return problemResponse(error.code, error.extra, id);
    logger.error({ err: error, requestId: id }, 'request failed');
    return problemResponse('internal_error', {}, id);
  });
  return made;
}
