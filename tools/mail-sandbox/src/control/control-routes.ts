import { Hono } from 'hono';
import { z } from 'zod';
import type { SandboxContext } from '../context.ts';
import { faultPlan } from '../faults/faults.ts';
import { readJson } from '../http/read-request.ts';
import { providers } from '../mails/mail.ts';
import { webhookEvents } from '../webhooks/delivery.ts';
import { domainStatusRequest } from './domain-status-request.ts';

const faultsRequest = z.strictObject({ provider: z.enum(providers), plan: faultPlan.nullable() });
const webhookRequest = z.strictObject({
  mailId: z.string(),
  type: z.enum(webhookEvents),
  bounce: z.enum(['Permanent', 'Transient']).default('Permanent'),
});

/** `/sandbox`: the sandbox's own API for tests, no vendor's. Invalid bodies are answered with 422. */
export function controlRoutes(context: SandboxContext) {
  const { mails, domains, mailEvents, webhooks, faults, stats } = context;
  const app = new Hono();
  app.onError((error, c) => {
    if (error instanceof z.ZodError) return c.json({ errors: error.issues }, 422);
    throw error;
  });

  app.get('/stats', (c) => {
    const entries = providers.map((provider) => [
      provider,
      { ...stats[provider], duplicates: mails.countDuplicates(provider) },
    ]);
    return c.json(Object.fromEntries(entries));
  });

  app.get('/faults', (c) => c.json(faults.listPlans()));
  app.post('/faults', async (c) => {
    const { provider, plan } = faultsRequest.parse(await readJson(c));
    faults.setPlan(provider, plan);
    return c.json(faults.listPlans());
  });

  app.get('/keys', (c) => c.json({ sendgrid: { publicKey: context.sendgridPublicKey } }));

  app.post('/webhooks', async (c) => {
    const { mailId, type, bounce } = webhookRequest.parse(await readJson(c));
    const mail = await mails.load(mailId);
    if (!mail) return c.json({ error: 'Mail not found.' }, 404);
    if (mail.provider === 'smtp') return c.json({ error: 'SMTP has no events.' }, 422);
    await mailEvents.publish([{ mail, event: type, bounce }]);
    return c.json({ posted: webhooks.isConfigured(mail.provider) }, 202);
  });
  app.get('/webhooks/:mailId', (c) => {
    const deliveries = webhooks.listDeliveries(c.req.param('mailId'));
    return c.json(deliveries.map(({ id, event, state, attempts }) => ({ id, event, state, attempts })));
  });

  app.post('/domains', async (c) => {
    const { provider, name, status } = domainStatusRequest.parse(await readJson(c));
    await domains.setStatus(provider, name, status);
    return c.json(domains.list(provider).map(({ createdAt, ...domain }) => ({ ...domain, created_at: createdAt })));
  });

  return app;
}
