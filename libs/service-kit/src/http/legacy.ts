/** Routes that are not yet defined by `defineRoute` use these. */

import { maxBodyBytes } from '@goen/contracts/public';
import type { Context, Hono, MiddlewareHandler } from 'hono';
import { Hono as HonoApp } from 'hono';
import { requestId } from 'hono/request-id';
import type { z } from 'zod';
import type { Logger } from '../logger.ts';
import { bearerToken, equalSecrets } from './bearer.ts';
import { HttpProblem, problemResponse } from './problem.ts';
import { checkDeclaredBody, parseJson, readWhole } from './read-body.ts';
import type { AppEnv } from './service-app.ts';
import { assertStorable } from './storable.ts';
import { validate } from './validation.ts';

export function createApp<E extends AppEnv = AppEnv, A extends Hono<E> = Hono<E>>(logger: Logger, app?: A): A {
  const made = app ?? (new HonoApp<E>() as A);
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

export async function readJson<T extends z.ZodType>(
  c: Context,
  schema: T,
  maxBytes = maxBodyBytes,
): Promise<z.output<T>> {
  const policy = {
    mediaTypes: ['application/json'],
    required: true,
    maxBytes,
    tooLargeCode: 'body_too_large',
    isJson: true,
  } as const;
  checkDeclaredBody(c, policy);
  const bytes = await readWhole(c, policy);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new HttpProblem('malformed_json', { detail: 'The body is not UTF-8.' });
  }
  return validate(parseJson(text), schema);
}

export function storable<T>(value: T): T {
  assertStorable(value);
  return value;
}

export function requireServiceTokenLegacy(token: string): MiddlewareHandler {
  return async (c, next) => {
    const sent = bearerToken(c.req.header('authorization'));
    if (sent === null || !equalSecrets(sent, token)) throw new HttpProblem('unauthorized');
    await next();
  };
}

export function healthRoutes(checks: Readonly<Record<string, () => Promise<boolean>>>): Hono {
  const app = new HonoApp();
  app.get('/livez', (c) => c.json({ status: 'ok' }));
  app.get('/readyz', async (c) => {
    const results = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => [name, await check().catch(() => false)] as const),
    );
    const ready = results.every(([, ok]) => ok);
    return c.json({ status: ready ? 'ok' : 'unavailable', checks: Object.fromEntries(results) }, ready ? 200 : 503);
  });
  return app;
}
