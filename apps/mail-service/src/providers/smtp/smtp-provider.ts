import type { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';
import type { MailProvider, OutgoingMail, SendOutcome } from '../provider.ts';

export type SmtpSettings = { url: string; timeoutMs: number; requestsPerSecond: number };

const maxConnections = 5;

/**
 * RFC 5321 through nodemailer. When a connection ends after the data and before the answer, nobody can find out whether
 * the mail was accepted: it is never sent again.
 */
export function createSmtpProvider({ url, timeoutMs, requestsPerSecond }: SmtpSettings): MailProvider {
  const transport = createTransport({
    url,
    pool: true,
    // Otherwise nodemailer resends a mail whose connection broke, although it may have been accepted.
    maxRequeues: 0,
    maxConnections,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
  });
  transport.use('stream', (mail, done) => {
    const { progress } = mail.data as { progress?: Progress };
    const { message } = mail;
    const open = message.createReadStream.bind(message);
    message.createReadStream = (options) => {
      const stream = open(options);
      progress?.streams.push(stream);
      return stream;
    };
    done();
  });
  return {
    name: 'smtp',
    maxBatch: 1,
    requestsPerSecond,
    idempotencyWindowMs: 0,
    async send([outgoing]) {
      if (!outgoing) return { kind: 'done', outcomes: [] };
      const progress: Progress = { streams: [] };
      try {
        const message = { ...toPayload(outgoing), progress };
        const { messageId } = await transport.sendMail(message);
        return { kind: 'done', outcomes: [{ kind: 'accepted', providerId: messageId }] };
      } catch (error) {
        const hasStarted = progress.streams.some((stream) => stream.readableDidRead);
        return toErrorOutcome(error, hasStarted);
      }
    },
    close: () => transport.close(),
  };
}

/** The byte streams of one mail: nodemailer's errors do not say whether any data was sent. */
type Progress = { readonly streams: Readable[] };

function toPayload({ mail }: OutgoingMail) {
  const { 'Message-ID': messageId, ...headers } = mail.headers;
  return {
    from: mail.from,
    // As an object: a string would be parsed, and a quoted local part could end as another address.
    to: { name: '', address: mail.to },
    ...(mail.replyTo === null ? {} : { replyTo: mail.replyTo }),
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    headers,
    ...(messageId === undefined ? {} : { messageId }),
    // Values come from an ATS: nothing in a mail that looks like a path or URL is ever fetched.
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

type Failure = { code?: string; responseCode?: number };

function toErrorOutcome(error: unknown, mayBeSent: boolean): SendOutcome {
  const { code = 'no_answer', responseCode } = error as Failure;
  if (code === 'EAUTH' || code === 'EDNS' || code === 'ETLS') return { kind: 'misconfigured', code };
  if (responseCode === undefined) return { kind: 'transient', code, mayBeSent };
  const name = `status_${responseCode}`;
  if (responseCode === 530 || responseCode === 535) return { kind: 'misconfigured', code: name };
  return responseCode >= 500 ? { kind: 'refused', code: name } : { kind: 'transient', code: name, mayBeSent: false };
}
