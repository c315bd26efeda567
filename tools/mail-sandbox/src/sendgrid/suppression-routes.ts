import { Hono } from 'hono';
import { z } from 'zod';
import { readJson } from '../http/read-request.ts';
import { isBareAddress } from '../mails/address.ts';
import type { SuppressionOrigin } from '../store/journal-entry.ts';
import type { Suppression, SuppressionStore } from '../store/suppression-store.ts';
import { smtpReply } from '../webhooks/delivery.ts';
import { respondWithSendgridErrors, respondWithSendgridNotFound } from './sendgrid-error.ts';

const addRequest = z.object({ recipient_emails: z.array(z.string().refine(isBareAddress)).min(1) });
const removeRequest = z.object({ delete_all: z.boolean().optional(), emails: z.array(z.string()).optional() });
const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(500).catch(500),
  offset: z.coerce.number().int().min(0).catch(0),
});

const toUnsubscribe = ({ email, createdAt }: Suppression) => ({
  created: Math.floor(Date.parse(createdAt) / 1000),
  email,
});
const toBounce = (suppression: Suppression) => {
  const { response, status } = smtpReply('Permanent');
  return { ...toUnsubscribe(suppression), reason: response, status };
};
const toSpamReport = (suppression: Suppression) => ({ ...toUnsubscribe(suppression), ip: '192.0.2.25' });

type EventList = {
  name: string;
  origin: SuppressionOrigin;
  toItem: (suppression: Suppression) => { created: number; email: string };
};
/** The two lists that events fill; the sender can read and remove entries. */
const eventLists: readonly EventList[] = [
  { name: 'bounces', origin: 'bounce', toItem: toBounce },
  { name: 'spam_reports', origin: 'complaint', toItem: toSpamReport },
];

/** SendGrid's lists: global unsubscribes, written by the sender, and bounces and spam reports, filled by events. */
export function sendgridSuppressionRoutes(suppressions: SuppressionStore) {
  const app = new Hono();

  app.post('/asm/suppressions/global', async (c) => {
    const request = addRequest.safeParse(await readJson(c));
    if (!request.success) {
      return respondWithSendgridErrors(c, 400, { message: 'invalid email address', field: 'recipient_emails' });
    }
    await suppressions.add('sendgrid', request.data.recipient_emails);
    return c.json({ recipient_emails: request.data.recipient_emails }, 201);
  });
  app.get('/asm/suppressions/global/:email', (c) => {
    const suppression = suppressions.find('sendgrid', c.req.param('email'));
    return c.json(suppression?.origin === 'manual' ? { recipient_email: suppression.email } : {});
  });
  app.delete('/asm/suppressions/global/:email', async (c) => {
    await suppressions.remove('sendgrid', [c.req.param('email')], 'manual');
    return c.body(null, 204);
  });

  for (const { name, origin, toItem } of eventLists) {
    app.get(`/suppression/${name}`, (c) => {
      const { limit, offset } = pageQuery.parse(c.req.query());
      const startTime = Number(c.req.query('start_time') ?? 0);
      const endTime = Number(c.req.query('end_time') ?? Infinity);
      const newestFirst = suppressions.list('sendgrid', origin).map(toItem).toReversed();
      const inRange = newestFirst.filter(({ created }) => created >= startTime && created <= endTime);
      return c.json(inRange.slice(offset, offset + limit));
    });
    app.get(`/suppression/${name}/:email`, (c) => {
      const suppression = suppressions.find('sendgrid', c.req.param('email'));
      return c.json(suppression?.origin === origin ? [toItem(suppression)] : []);
    });
    app.delete(`/suppression/${name}`, async (c) => {
      const request = removeRequest.safeParse(await readJson(c));
      if (!request.success) return respondWithSendgridErrors(c, 400, { message: 'invalid request', field: null });
      const emails = request.data.delete_all
        ? suppressions.list('sendgrid', origin).map(({ email }) => email)
        : (request.data.emails ?? []);
      await suppressions.remove('sendgrid', emails, origin);
      return c.body(null, 204);
    });
    app.delete(`/suppression/${name}/:email`, async (c) => {
      const email = c.req.param('email');
      if (suppressions.find('sendgrid', email)?.origin !== origin) return respondWithSendgridNotFound(c);
      await suppressions.remove('sendgrid', [email], origin);
      return c.body(null, 204);
    });
  }

  app.get('/suppression/unsubscribes', (c) => {
    const { limit, offset } = pageQuery.parse(c.req.query());
    const newestFirst = suppressions.list('sendgrid', 'manual').map(toUnsubscribe).toReversed();
    return c.json(newestFirst.slice(offset, offset + limit));
  });

  return app;
}
