import { Client } from '@hubspot/api-client';
import type { MailProvider, OutgoingMail, SendOutcome } from '../provider.ts';
import { readRetryAfterMs } from '../retry-after.ts';

export type HubSpotSettings = {
  accessToken: string;
  baseUrl: string;
  /** The transactional email in HubSpot whose subject and body are the custom properties `subject` and `html`. */
  emailId: number;
  timeoutMs: number;
  requestsPerSecond: number;
};

/** A repeated `sendId` sends nothing; HubSpot documents no expiry. */
const idempotencyWindowMs = 365 * 24 * 60 * 60 * 1000;

/**
 * https://developers.hubspot.com/docs/api/marketing/transactional-emails. It takes neither headers nor a text part and
 * has no API for domains: a send from a domain that is not set up answers UNCONFIGURED_SENDING_DOMAIN.
 */
export function createHubspotProvider(settings: HubSpotSettings): MailProvider {
  const { accessToken, baseUrl, emailId, timeoutMs, requestsPerSecond } = settings;
  const client = new Client({ accessToken, basePath: baseUrl, numberOfApiCallRetries: 0 });
  const { singleSendApi } = client.marketing.transactional;
  return {
    name: 'hubspot',
    maxBatch: 1,
    requestsPerSecond,
    idempotencyWindowMs,
    async send([outgoing], key) {
      if (!outgoing) return { kind: 'done', outcomes: [] };
      try {
        return toOutcome(await withTimeout(singleSendApi.sendEmail(toPayload(outgoing, emailId, key)), timeoutMs));
      } catch (error) {
        return toErrorOutcome(error);
      }
    },
  };
}

const toPayload = ({ mail, messageId }: OutgoingMail, emailId: number, sendId: string) => ({
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

type SendStatus = { statusId: string; sendResult?: string };

function toOutcome({ statusId, sendResult }: SendStatus): SendOutcome {
  if (sendResult === undefined || acceptedResults.has(sendResult)) {
    return { kind: 'done', outcomes: [{ kind: 'accepted', providerId: statusId }] };
  }
  if (accountFaults.has(sendResult)) return { kind: 'misconfigured', code: sendResult };
  if (sendResult === 'THROTTLED') return { kind: 'transient', code: sendResult, mayBeSent: false };
  return { kind: 'done', outcomes: [{ kind: 'refused', code: sendResult }] };
}

const acceptedResults = new Set(['SENT', 'QUEUED', 'IDEMPOTENT_IGNORE']);
/** Faults of the account rather than of the mail. */
const accountFaults = new Set([
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

function toErrorOutcome(error: unknown): SendOutcome {
  const { code: status, headers } = error as Failure;
  if (typeof status !== 'number') {
    return { kind: 'transient', code: status ?? 'no_answer', mayBeSent: status !== 'ECONNREFUSED' };
  }
  const code = `status_${status}`;
  if (status === 401 || status === 403 || status === 404 || status === 405) return { kind: 'misconfigured', code };
  if (status === 429) {
    return { kind: 'transient', code, mayBeSent: false, retryAfterMs: readRetryAfterMs(headers) ?? 1000 };
  }
  return status < 500 ? { kind: 'refused', code } : { kind: 'transient', code, mayBeSent: true };
}

/** The client has no timeout of its own. */
async function withTimeout<T>(answer: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(Object.assign(new Error('Request timed out.'), { code: 'timeout' })), timeoutMs);
  });
  try {
    return await Promise.race([answer, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
