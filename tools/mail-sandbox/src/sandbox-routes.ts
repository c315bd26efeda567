import { Hono } from 'hono';
import { z } from 'zod';
import type { Surroundings } from './app.ts';
import { faultPlan } from './faults/faults.ts';
import { providers } from './mails/mail.ts';
import { noticeEvents } from './webhooks/notice.ts';

const provider = z.enum(providers);
const faultsRequest = z.object({ provider, plan: faultPlan.nullable() });
const webhookRequest = z.object({
  mailId: z.string(),
  type: z.enum(noticeEvents),
  bounce: z.enum(['Permanent', 'Transient']).default('Permanent'),
});
export const domainRequest = z.object({
  provider,
  name: z
    .string()
    .trim()
    .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i),
  status: z.enum(['verified', 'pending', 'failed']),
});

/** `/sandbox`: no vendor's, but what a test asks the sandbox itself. Bodies that do not fit are answered 422. */
export function sandboxRoutes(at: Surroundings) {
  const app = new Hono();
  app.onError((error, c) => {
    if (error instanceof z.ZodError) return c.json({ errors: error.issues }, 422);
    throw error;
  });

  app.get('/stats', (c) => {
    const withDuplicates = providers.map((name) => [
      name,
      { ...at.stats[name], duplicates: at.store.duplicates(name) },
    ]);
    return c.json(Object.fromEntries(withDuplicates));
  });

  app.get('/faults', (c) => c.json(at.faults.plans()));
  app.post('/faults', async (c) => {
    const { provider, plan } = faultsRequest.parse(await c.req.json());
    at.faults.plan(provider, plan);
    return c.json(at.faults.plans());
  });

  app.get('/keys', (c) => c.json({ sendgrid: { publicKey: at.sendgridPublicKey } }));

  app.post('/webhooks', async (c) => {
    const { mailId, type, bounce } = webhookRequest.parse(await c.req.json());
    const mail = await at.store.get(mailId);
    if (!mail) return c.json({ error: 'There is no such mail.' }, 404);
    if (mail.provider === 'smtp') return c.json({ error: 'SMTP has no events.' }, 422);
    await at.events.happen([{ mail, event: type, bounce }]);
    return c.json({ posted: at.outbox.serves(mail.provider) }, 202);
  });
  app.get('/webhooks/:mailId', (c) => {
    const notices = at.outbox.noticesOf(c.req.param('mailId'));
    return c.json(notices.map(({ id, event, state, attempts }) => ({ id, event, state, attempts })));
  });

  app.post('/domains', async (c) => {
    const { provider, name, status } = domainRequest.parse(await c.req.json());
    await at.domains.set(provider, name, status);
    return c.json(at.domains.list(provider));
  });

  return app;
}
