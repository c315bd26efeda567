import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Surroundings } from '../app.ts';
import { traffic } from '../faults/traffic.ts';
import { addressOf } from '../mails/address.ts';
import { notFound, refuse } from './hubspot-error.ts';
import { notSentStatus, pendingStatus, sentStatus } from './send-status-view.ts';
import type { SendResult } from './send-statuses.ts';
import { faultOf, mailOf, readSingleSend, type SingleSend } from './single-send-request.ts';

const maxBodyBytes = 10 * 1024 * 1024;
const suppressedResults = {
  bounce: 'PREVIOUSLY_BOUNCED',
  complaint: 'PREVIOUS_SPAM',
  manual: 'PREVIOUSLY_UNSUBSCRIBED_PORTAL',
} as const satisfies Record<string, SendResult>;

/** Without a list every token is good. */
export type HubspotOptions = { accessTokens?: readonly string[] };

/** HubSpot's single send of a transactional mail, and the status of a send. */
export function hubspotApi(at: Surroundings, { accessTokens }: HubspotOptions) {
  const app = new Hono();
  const running = new Set<string>();
  app.use(
    traffic(at.faults, at.stats, {
      provider: 'hubspot',
      isSend: (c) => c.req.method === 'POST',
      tooManyRequests: (c) =>
        refuse(c, 429, { category: 'RATE_LIMITS', message: 'You have reached your ten_secondly_rolling limit.' }),
      serverError: (c) =>
        refuse(c, 500, { category: 'INTERNAL_ERROR', message: 'There was a problem with the request.' }),
    }),
    bodyLimit({
      maxSize: maxBodyBytes,
      onError: (c) => refuse(c, 413, { category: 'VALIDATION_ERROR', message: 'The request is too large.' }),
    }),
    async (c, next) => {
      const token = /^Bearer\s+(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
      if (token && (!accessTokens || accessTokens.includes(token))) return next();
      const message = 'Authentication credentials not found or not valid.';
      return refuse(c, 401, { category: 'INVALID_AUTHENTICATION', message });
    },
  );

  /** Why this send makes no mail; null when it does. A sendId makes one mail for ever, also while its first runs. */
  const obstacle = (send: SingleSend): SendResult | null => {
    const { sendId, to, from } = send.message;
    if (sendId && (running.has(sendId) || at.store.byReference('hubspot', sendId))) return 'IDEMPOTENT_IGNORE';
    const fault = faultOf(send);
    if (fault) return fault;
    if (from && !at.domains.isVerified('hubspot', from)) return 'UNCONFIGURED_SENDING_DOMAIN';
    const suppressed = at.suppressions.find('hubspot', addressOf(to));
    return suppressed ? suppressedResults[suppressed.origin] : null;
  };

  app.post('/transactional/single-email/send', async (c) => {
    const read = readSingleSend(await c.req.json<unknown>().catch(() => undefined));
    if ('errors' in read) {
      return refuse(c, 400, { category: 'VALIDATION_ERROR', message: 'Invalid input JSON.', errors: read.errors });
    }
    const why = obstacle(read.send);
    if (why) {
      return c.json(notSentStatus(await at.sendStatuses.notSent(why)));
    }
    const { sendId } = read.send.message;
    if (sendId) running.add(sendId);
    try {
      const [mail] = at.acceptance.make([{ ...mailOf(read.send), provider_id: randomUUID() }]);
      if (!mail) return notFound(c);
      await at.acceptance.keep([mail]);
      return c.json(pendingStatus(mail.provider_id, mail.created_at));
    } finally {
      if (sendId) running.delete(sendId);
    }
  });

  app.get('/email/send-statuses/:statusId', (c) => {
    const statusId = c.req.param('statusId');
    const notSent = at.sendStatuses.find(statusId);
    if (notSent) return c.json(notSentStatus(notSent));
    const head = at.store.byProviderId('hubspot', statusId);
    return head ? c.json(sentStatus(head)) : notFound(c);
  });

  app.all('*', notFound);
  return app;
}
