import { createTransport } from 'nodemailer';
import { noSuppressions } from './no-suppressions.ts';
import type { MailProvider, OutgoingMail, SendOutcome } from './provider.ts';

export type SmtpSettings = { url: string; timeoutMs: number; requestsPerSecond: number };

const maxConnections = 5;

/**
 * RFC 5321 through nodemailer. A connection that ends after the data and before the answer leaves a mail that nobody
 * can ask for: it is never sent again.
 */
export function smtpProvider({ url, timeoutMs, requestsPerSecond }: SmtpSettings): MailProvider {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
  });
  return {
    name: 'smtp',
    maxBatch: 1,
    requestsPerSecond,
    remembersKeysMs: 0,
    async send([outgoing]) {
      if (!outgoing) return { kind: 'done', outcomes: [] };
      try {
        const { messageId } = await transport.sendMail(payload(outgoing));
        return { kind: 'done', outcomes: [{ kind: 'accepted', providerId: messageId }] };
      } catch (error) {
        return outcomeOf(error);
      }
    },
    find: () => Promise.resolve({ kind: 'unknown', code: 'not_searchable' }),
    suppressions: noSuppressions,
    domain: () => Promise.resolve({ state: 'unknown', spf: 'unknown', dkim: 'unknown' }),
    close: () => transport.close(),
  };
}

function payload({ mail }: OutgoingMail) {
  const { 'Message-ID': messageId, ...headers } = mail.headers;
  return {
    from: mail.from,
    to: mail.to,
    ...(mail.replyTo === null ? {} : { replyTo: mail.replyTo }),
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    headers,
    ...(messageId === undefined ? {} : { messageId }),
    // A recipient's address comes from an ATS: what looks like a path or URL in a mail is never fetched.
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

type Failure = { code?: string; responseCode?: number; command?: string };

function outcomeOf(error: unknown): SendOutcome {
  const { code = 'no_answer', responseCode, command } = error as Failure;
  if (code === 'EAUTH' || code === 'EDNS' || code === 'ETLS') return { kind: 'misconfigured', code };
  if (responseCode !== undefined) {
    const name = `status_${responseCode}`;
    const isOurs = responseCode === 530 || responseCode === 535;
    if (isOurs) return { kind: 'misconfigured', code: name };
    return responseCode >= 500 ? { kind: 'refused', code: name } : { kind: 'passing', code: name, mayBeSent: false };
  }
  // Before the data nothing can have been taken.
  const before = command === 'CONN' || command === 'MAIL FROM' || command === 'RCPT TO' || command?.startsWith('EHLO');
  return { kind: 'passing', code, mayBeSent: before !== true };
}
