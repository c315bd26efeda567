import { Hono } from 'hono';
import { z } from 'zod';
import type { Suppression, Suppressions } from '../accounts/suppressions.ts';
import { isBareAddress } from '../mails/address.ts';
import { notFound, refuseAs } from './sendgrid-error.ts';

const emails = z.object({ recipient_emails: z.array(z.string().refine(isBareAddress)).min(1) });
const removal = z.object({ delete_all: z.boolean().optional(), emails: z.array(z.string()).optional() });
const paging = z.object({
  limit: z.coerce.number().int().min(1).max(500).catch(500),
  offset: z.coerce.number().int().min(0).catch(0),
});
const unixOf = (isoTime: string) => Math.floor(Date.parse(isoTime) / 1000);

type View = (one: Suppression) => { created: number; email: string };
const bounceView: View = (one) => ({
  created: unixOf(one.created_at),
  email: one.email,
  reason: '550 5.1.1 The email account that you tried to reach does not exist.',
  status: '5.1.1',
});
const spamView: View = (one) => ({ created: unixOf(one.created_at), email: one.email, ip: '192.0.2.25' });
const unsubscribeView: View = (one) => ({ created: unixOf(one.created_at), email: one.email });

/** SendGrid's lists: global unsubscribes (ours to write), bounces and spam reports (made by events). */
export function suppressionRoutes(suppressions: Suppressions) {
  const app = new Hono();

  app.post('/asm/suppressions/global', async (c) => {
    const read = emails.safeParse(await c.req.json<unknown>().catch(() => undefined));
    if (!read.success) return refuseAs(c, 400, { message: 'invalid email address', field: 'recipient_emails' });
    await suppressions.add('sendgrid', read.data.recipient_emails);
    return c.json({ recipient_emails: read.data.recipient_emails }, 201);
  });
  app.get('/asm/suppressions/global/:email', (c) => {
    const found = suppressions.find('sendgrid', c.req.param('email'));
    return c.json(found?.origin === 'manual' ? { recipient_email: found.email } : {});
  });
  app.delete('/asm/suppressions/global/:email', async (c) => {
    await suppressions.remove('sendgrid', [c.req.param('email')], 'manual');
    return c.body(null, 204);
  });

  const lists = { bounces: ['bounce', bounceView], spam_reports: ['complaint', spamView] } as const;
  for (const [name, [origin, view]] of Object.entries(lists)) {
    app.get(`/suppression/${name}`, (c) => {
      const { limit, offset } = paging.parse(c.req.query());
      const [from, until] = [Number(c.req.query('start_time') ?? 0), Number(c.req.query('end_time') ?? Infinity)];
      const all = suppressions.list('sendgrid', origin).map(view).toReversed();
      const within = all.filter(({ created }) => created >= from && created <= until);
      return c.json(within.slice(offset, offset + limit));
    });
    app.get(`/suppression/${name}/:email`, (c) => {
      const found = suppressions.find('sendgrid', c.req.param('email'));
      return c.json(found?.origin === origin ? [view(found)] : []);
    });
    app.delete(`/suppression/${name}`, async (c) => {
      const read = removal.safeParse(await c.req.json<unknown>().catch(() => undefined));
      if (!read.success) return refuseAs(c, 400, { message: 'invalid request', field: null });
      const all = suppressions.list('sendgrid', origin).map((one) => one.email);
      await suppressions.remove('sendgrid', read.data.delete_all ? all : (read.data.emails ?? []), origin);
      return c.body(null, 204);
    });
    app.delete(`/suppression/${name}/:email`, async (c) => {
      if (suppressions.find('sendgrid', c.req.param('email'))?.origin !== origin) return notFound(c);
      await suppressions.remove('sendgrid', [c.req.param('email')], origin);
      return c.body(null, 204);
    });
  }

  app.get('/suppression/unsubscribes', (c) => {
    const { limit, offset } = paging.parse(c.req.query());
    const all = suppressions.list('sendgrid', 'manual').map(unsubscribeView).toReversed();
    return c.json(all.slice(offset, offset + limit));
  });

  return app;
}
