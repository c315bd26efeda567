import type { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';
import type { MailProvider, OutgoingMail, SendOutcome } from '../provider.ts';

export type SmtpSettings = { url: string; timeoutMs: number; requestsPerSecond: number };

const maxConnections = 5;

/**
 * RFC 5321 through nodemailer. A connection that ends after the data and before the answer leaves a mail that nobody
 * can ask for: it is never sent again.
 */
export function createSmtpProvider({ url, timeoutMs, requestsPerSecond }: SmtpSettings): MailProvider {
  const transport = createTransport({
    url,
    pool: true,
    // A mail whose connection broke may have been taken: the library would send it again by itself.
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
        const sent = { ...payload(outgoing), progress };
        const { messageId } = await transport.sendMail(sent);
        return { kind: 'done', outcomes: [{ kind: 'accepted', providerId: messageId }] };
      } catch (error) {
        return outcomeOf(
          error,
          progress.streams.some((stream) => stream.readableDidRead),
        );
      }
    },
    close: () => transport.close(),
  };
}

/** The bytes of one mail: the library's errors do not tell whether any left, all that broke is `CONN` to it. */
type Progress = { readonly streams: Readable[] };

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

type Failure = { code?: string; responseCode?: number };

function outcomeOf(error: unknown, hasLeft: boolean): SendOutcome {
  const { code = 'no_answer', responseCode } = error as Failure;
  if (code === 'EAUTH' || code === 'EDNS' || code === 'ETLS') return { kind: 'misconfigured', code };
  if (responseCode !== undefined) {
    const name = `status_${responseCode}`;
    const isOurs = responseCode === 530 || responseCode === 535;
    if (isOurs) return { kind: 'misconfigured', code: name };
    return responseCode >= 500 ? { kind: 'refused', code: name } : { kind: 'passing', code: name, mayBeSent: false };
  }
  return { kind: 'passing', code, mayBeSent: hasLeft };
}
