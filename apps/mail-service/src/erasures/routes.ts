import { erasureRequest } from '@goen/contracts/internal';
import { readJson } from '@goen/service-kit';
import { Hono } from 'hono';
import type { MailContext } from '../mail-context.ts';
import { eraseMails } from './erase-mails.ts';

export function erasureRoutes(context: MailContext): Hono {
  const app = new Hono();
  app.post('/', async (c) => {
    await eraseMails(context.orm, await readJson(c, erasureRequest));
    return c.body(null, 204);
  });
  return app;
}
