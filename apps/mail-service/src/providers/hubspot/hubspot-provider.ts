import { Client } from '@hubspot/api-client';
import type { MailProvider, OutgoingMail, SendOutcome } from '../provider.ts';
import { retryAfterMs } from '../retry-after.ts';

export type HubSpotSettings = {
  accessToken: string;
  baseUrl: string;
  /** The transactional mail in HubSpot whose subject and body are the custom properties `subject` and `html`. */
  emailId: number;
  timeoutMs: number;
  requestsPerSecond: number;
};

/** `sendId` gives at most one mail; HubSpot names no end of it. */
const idempotencyWindowMs = 365 * 24 * 60 * 60 * 1000;

/**
 * https://developers.hubspot.com/docs/api/marketing/transactional-emails. It takes neither headers nor a text part, and tells
 * nothing of domains: a send from one that is not set up answers UNCONFIGURED_SENDING_DOMAIN.
 */
export function createHubspotProvider(settings: HubSpotSettings): MailProvider {
  const { accessToken, baseUrl, emailId, timeoutMs, requestsPerSecond } = settings;
  const client = new Client({ accessToken, basePath: baseUrl, numberOfApiCallRetries: 0 });
  const sending = client.marketing.transactional.singleSendApi;
  return {
    name: 'hubspot',
    maxBatch: 1,
    requestsPerSecond,
    idempotencyWindowMs,
    async send([outgoing], key) {
      if (!outgoing) return { kind: 'done', outcomes: [] };
      try {
        return outcomeOf(await withTimeout(sending.sendEmail(payload(outgoing, emailId, key)), timeoutMs));
      } catch (error) {
        return outcomeOfError(error);
      }
    },
  };
}

const payload = ({ mail, messageId }: OutgoingMail, emailId: number, sendId: string) => ({
  emailId,
  message: {
    to: mail.to,
    _from: mail.from,
    sendId,
    ...(mail.replyTo === null ? {} : { replyTo: [mail.replyTo] }),
  },
  contactProperties: {},
  customProperties: { subject: mail.subject, html: mail.html, text: mail.text, message_id: messageId },
});

type Status = { statusId: string; sendResult?: string };

/** What HubSpot says at once of a send that it will not make. */
function outcomeOf({ statusId, sendResult }: Status): SendOutcome {
  if (sendResult === undefined || taken.has(sendResult)) {
    return { kind: 'done', outcomes: [{ kind: 'accepted', providerId: statusId }] };
  }
  if (ofTheAccount.has(sendResult)) return { kind: 'misconfigured', code: sendResult };
  if (sendResult === 'THROTTLED') return { kind: 'passing', code: sendResult, mayBeSent: false };
  return { kind: 'done', outcomes: [{ kind: 'refused', code: sendResult }] };
}

const taken = new Set(['SENT', 'QUEUED', 'IDEMPOTENT_IGNORE']);
const ofTheAccount = new Set([
  'EMAIL_DISABLED',
  'MISSING_CONTENT',
  'MISSING_TEMPLATE_PROPERTIES',
  'PORTAL_AUTHENTICATION_FAILURE',
  'PORTAL_EXPIRED',
  'PORTAL_MISSING_MARKETING_SCOPE',
  'PORTAL_NOT_AUTHORIZED_FOR_APPLICATION',
  'PORTAL_OVER_LIMIT',
  'PORTAL_SUSPENDED',
  'TEMPLATE_RENDER_EXCEPTION',
  'UNCONFIGURED_SENDING_DOMAIN',
  'INVALID_FROM_ADDRESS',
]);

type Failure = { code?: number | string; headers?: Record<string, string>; cause?: { code?: string } };

function outcomeOfError(error: unknown): SendOutcome {
  const { code, headers } = error as Failure;
  if (typeof code !== 'number') {
    return { kind: 'passing', code: code ?? 'no_answer', mayBeSent: code !== 'ECONNREFUSED' };
  }
  const name = `status_${code}`;
  if (code === 401 || code === 403 || code === 404 || code === 405) return { kind: 'misconfigured', code: name };
  if (code === 429) {
    return { kind: 'passing', code: name, mayBeSent: false, retryAfterMs: retryAfterMs(headers) ?? 1000 };
  }
  return code < 500 ? { kind: 'refused', code: name } : { kind: 'passing', code: name, mayBeSent: true };
}

/** The client has no timeout of its own. */
async function withTimeout<T>(answer: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(Object.assign(new Error('No answer in time.'), { code: 'timeout' })), timeoutMs);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
