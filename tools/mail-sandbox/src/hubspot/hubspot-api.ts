import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { SandboxContext } from '../context.ts';
import { injectFaults } from '../faults/inject-faults.ts';
import { readBearerToken, readJson } from '../http/read-request.ts';
import { extractAddress } from '../mails/address.ts';
import type { UnsentResult } from '../store/unsent-send-store.ts';
import { respondWithHubspotError, respondWithHubspotNotFound } from './hubspot-error.ts';
import { toPendingStatus, toSentStatus, toUnsentStatus } from './send-status.ts';
import { readSingleSend, renderSingleSend, type SingleSend, validateSingleSend } from './single-send.ts';

const maxBodyBytes = 10 * 1024 * 1024;
const suppressedResults = {
  bounce: 'PREVIOUSLY_BOUNCED',
  complaint: 'PREVIOUS_SPAM',
  manual: 'PREVIOUSLY_UNSUBSCRIBED_PORTAL',
} as const satisfies Record<string, UnsentResult>;

/** Without tokens every token is accepted. */
export type HubspotOptions = { accessTokens?: readonly string[] };

/** HubSpot's single send of a transactional mail, and the status of a send. */
export function hubspotApi(context: SandboxContext, { accessTokens }: HubspotOptions) {
  const { mails, intake, domains, suppressions, unsentSends, faults, stats } = context;
  const app = new Hono();
  app.use(
    injectFaults(faults, stats, {
      provider: 'hubspot',
      isSend: (c) => c.req.method === 'POST',
      tooManyRequests: (c) => {
        const message = 'You have reached your ten_secondly_rolling limit.';
        return respondWithHubspotError(c, 429, { category: 'RATE_LIMITS', message });
      },
      serverError: (c) => {
        const message = 'There was a problem with the request.';
        return respondWithHubspotError(c, 500, { category: 'INTERNAL_ERROR', message });
      },
    }),
    async (c, next) => {
      const token = readBearerToken(c);
      if (token && (!accessTokens || accessTokens.includes(token))) return next();
      const message = 'Authentication credentials not found or not valid.';
      return respondWithHubspotError(c, 401, { category: 'INVALID_AUTHENTICATION', message });
    },
    bodyLimit({
      maxSize: maxBodyBytes,
      onError: (c) =>
        respondWithHubspotError(c, 413, { category: 'VALIDATION_ERROR', message: 'The request is too large.' }),
    }),
  );

  const sendIdsInFlight = new Set<string>();
  /** The reason why a send makes no mail, or null. A sendId makes one mail ever, even while its first send runs. */
  const findUnsentResult = (send: SingleSend): UnsentResult | null => {
    const { sendId, to, from } = send.message;
    if (sendId && (sendIdsInFlight.has(sendId) || mails.findByReference('hubspot', sendId))) {
      return 'IDEMPOTENT_IGNORE';
    }
    const invalid = validateSingleSend(send);
    if (invalid) return invalid;
    if (from && !domains.isVerified('hubspot', from)) return 'UNCONFIGURED_SENDING_DOMAIN';
    const suppression = suppressions.find('hubspot', extractAddress(to));
    return suppression ? suppressedResults[suppression.origin] : null;
  };

  app.post('/transactional/single-email/send', async (c) => {
    const request = readSingleSend(await readJson(c));
    if ('errors' in request) {
      const { errors } = request;
      return respondWithHubspotError(c, 400, { category: 'VALIDATION_ERROR', message: 'Invalid input JSON.', errors });
    }
    const unsentResult = findUnsentResult(request.send);
    if (unsentResult) return c.json(toUnsentStatus(await unsentSends.record(unsentResult)));
    const { sendId } = request.send.message;
    if (sendId) sendIdsInFlight.add(sendId);
    try {
      const [mail] = intake.prepare([{ ...renderSingleSend(request.send), provider_id: randomUUID() }]);
      if (!mail) return respondWithHubspotNotFound(c);
      await intake.accept([mail]);
      return c.json(toPendingStatus(mail.provider_id, mail.created_at));
    } finally {
      if (sendId) sendIdsInFlight.delete(sendId);
    }
  });

  app.get('/email/send-statuses/:statusId', (c) => {
    const statusId = c.req.param('statusId');
    const unsent = unsentSends.find(statusId);
    if (unsent) return c.json(toUnsentStatus(unsent));
    const mail = mails.findByProviderId('hubspot', statusId);
    return mail ? c.json(toSentStatus(mail)) : respondWithHubspotNotFound(c);
  });

  app.all('*', respondWithHubspotNotFound);
  return app;
}
