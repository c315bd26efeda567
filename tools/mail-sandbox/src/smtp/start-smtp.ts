import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerError, type SMTPServerSession } from 'smtp-server';
import type { Surroundings } from '../app.ts';
import { receivedMail } from './received-mail.ts';

const maxMessageBytes = 40 * 1024 * 1024;

export type SmtpOptions = {
  /** 0 takes a free one. */
  port: number;
  host: string;
  /** Without them anyone may send, with any credentials or none. */
  credentials?: { user: string; password: string };
};
export type Smtp = { url: string; close(): Promise<void> };

const refusal = (code: number, message: string): SMTPServerError =>
  Object.assign(new Error(message), { responseCode: code });

/** An SMTP server whose mails land in the inbox. Cleartext: it listens on this machine, and has no certificate. */
export async function startSmtp(at: Surroundings, { port, host, credentials }: SmtpOptions): Promise<Smtp> {
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    authOptional: credentials === undefined,
    size: maxMessageBytes,
    disableReverseLookup: true,
    logger: false,
    onAuth({ username, password }, _session, callback) {
      const known = !credentials || (username === credentials.user && password === credentials.password);
      if (known) callback(null, { user: username });
      else callback(refusal(535, '5.7.8 Authentication credentials invalid'));
    },
    onRcptTo({ address }, _session, callback) {
      const scripted = at.faults.recipient(address);
      if (scripted === 'refused') callback(refusal(550, '5.1.1 The mailbox does not exist'));
      else if (scripted === 'deferred') callback(refusal(450, '4.2.0 The mailbox is busy, try again later'));
      else callback();
    },
    onData(stream, session, callback) {
      void answer(stream, session, callback);
    },
  });
  // A client that goes away in the middle is its own affair.
  server.on('error', () => undefined);

  const drop = (session: SMTPServerSession) => {
    for (const connection of server.connections) if (connection.session.id === session.id) connection.close();
  };

  const answer = async (
    stream: SMTPServerDataStream,
    session: SMTPServerSession,
    callback: (error: SMTPServerError | null) => void,
  ) => {
    const outcome = await receive(stream, session).catch((error: unknown) => {
      console.error(error);
      return refusal(451, '4.3.0 Local error in processing');
    });
    if (outcome === 'drop') drop(session);
    else callback(outcome);
  };

  /** null is `250 OK`; `drop` is a mail that was accepted and whose sender never learns it. */
  async function receive(
    stream: SMTPServerDataStream,
    session: SMTPServerSession,
  ): Promise<SMTPServerError | null | 'drop'> {
    const counters = at.stats.smtp;
    counters.requests += 1;
    const source = await buffer(stream);
    if (stream.sizeExceeded) return refusal(552, '5.3.4 The message is too large');
    const fault = at.faults.draw('smtp');
    if (fault === 'too_many_requests') {
      counters.rateLimited += 1;
      return refusal(421, '4.7.0 Too many messages, try again later');
    }
    if (fault === 'server_error') {
      counters.serverErrors += 1;
      return refusal(451, '4.3.0 Local error in processing');
    }
    const mail = await receivedMail(
      source,
      session.envelope.rcptTo.map(({ address }) => address),
    );
    if (!at.domains.isVerified('smtp', mail.from)) return refusal(550, '5.7.1 The sender domain is not allowed');
    await at.acceptance.keep(at.acceptance.make([mail]));
    if (fault !== 'lost_answer') return null;
    counters.lostAnswers += 1;
    return 'drop';
  }

  const listening = Promise.withResolvers<void>();
  server.server.once('error', listening.reject);
  server.listen(port, host, () => listening.resolve());
  await listening.promise;
  const address = server.server.address() as AddressInfo;
  const authority = `${host.includes(':') ? `[${host}]` : host}:${address.port}`;
  const userinfo = credentials
    ? `${encodeURIComponent(credentials.user)}:${encodeURIComponent(credentials.password)}@`
    : '';
  return {
    url: `smtp://${userinfo}${authority}`,
    async close() {
      for (const connection of server.connections) connection.close();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}
