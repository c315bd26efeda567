import { suppressionRequest } from '@goen/contracts';
import { readJson } from '@goen/service-kit';
import { Hono } from 'hono';
import type { MailContext } from '../mail-context.ts';
import { suppress } from './suppress.ts';

export function suppressionRoutes(context: MailContext): Hono {
  const app = new Hono();
  app.post('/', async (c) => {
    await suppress(context, await readJson(c, suppressionRequest));
    return c.body(null, 204);
  });
  return app;
}
