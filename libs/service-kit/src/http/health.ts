import { z } from 'zod';
import { defineRoute, jsonResponse } from './define-route.ts';
import type { AppEnv, ServiceApp } from './service-app.ts';

const liveness = z.object({ status: z.literal('ok') });
const readiness = z.object({
  status: z.enum(['ok', 'unavailable']),
  checks: z.record(z.string(), z.boolean()),
});

const livez = defineRoute({
  method: 'get',
  path: '/livez',
  access: 'public',
  hide: true,
  responses: { 200: jsonResponse(liveness, 'The process answers.') },
});

const readyz = defineRoute({
  method: 'get',
  path: '/readyz',
  access: 'public',
  hide: true,
  responses: { 200: jsonResponse(readiness, 'Ready.'), 503: jsonResponse(readiness, 'Not ready.') },
});

/** `/livez`: the process answers. `/readyz`: each named check passes; a failing one is named, its error is not. */
export function addHealthRoutes<E extends AppEnv>(
  app: ServiceApp<E>,
  checks: Readonly<Record<string, () => Promise<boolean>>>,
): void {
  app.openapi(livez, (c) => c.json({ status: 'ok' as const }, 200));
  app.openapi(readyz, async (c) => {
    const results = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => [name, await check().catch(() => false)] as const),
    );
    const ready = results.every(([, ok]) => ok);
    const body = { status: ready ? ('ok' as const) : ('unavailable' as const), checks: Object.fromEntries(results) };
    return ready ? c.json(body, 200) : c.json(body, 503);
  });
}
