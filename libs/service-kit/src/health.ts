import { Hono } from 'hono';

/** `/livez`: the process answers. `/readyz`: each named check passes; a failing one is named, its error is not. */
export function healthRoutes(checks: Readonly<Record<string, () => Promise<boolean>>>): Hono {
  const app = new Hono();
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
