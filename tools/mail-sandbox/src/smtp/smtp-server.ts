import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { formatAuthority } from '@goen/sandbox-kit';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerError, type SMTPServerSession } from 'smtp-server';
import type { SandboxContext } from '../context.ts';
import { parseMessage } from './parse-message.ts';

const maxMessageBytes = 40 * 1024 * 1024;

export type SmtpOptions = {
  /** 0 picks a free port. */
  port: number;
  host: string;
  /** Without them anyone may send, with any credentials or none. */
  credentials?: { user: string; password: string };
};
type SmtpEndpoint = { url: string; close(): Promise<void> };

const createReply = (code: number, message: string): SMTPServerError =>
  Object.assign(new Error(message), { responseCode: code });

/** Starts an SMTP server whose mails land in the inbox. Plain text: it is local and has no certificate. */
export async function startSmtpServer(
  context: SandboxContext,
  { port, host, credentials }: SmtpOptions,
): Promise<SmtpEndpoint> {
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    authOptional: credentials === undefined,
    // The library knows no quoted local parts; mail servers do.
    lenientAddressParsing: true,
    size: maxMessageBytes,
    disableReverseLookup: true,
    logger: false,
    onAuth({ username, password }, _session, callback) {
      const isValid = !credentials || (username === credentials.user && password === credentials.password);
      if (isValid) callback(null, { user: username });
      else callback(createReply(535, '5.7.8 Authentication credentials invalid'));
    },
    onRcptTo({ address }, _session, callback) {
      const fault = context.faults.findRecipientFault(address);
      if (fault === 'refused') callback(createReply(550, '5.1.1 The mailbox does not exist'));
      else if (fault === 'deferred') callback(createReply(450, '4.2.0 The mailbox is busy, try again later'));
      else callback();
    },
    onData(stream, session, callback) {
      void handleData(stream, session, callback);
    },
  });
  // Clients may disconnect at any time.
  server.on('error', () => undefined);

  const handleData = async (
    stream: SMTPServerDataStream,
    session: SMTPServerSession,
    callback: (error: SMTPServerError | null) => void,
  ) => {
    const reply = await acceptMessage(context, stream, session).catch((error: unknown) => {
      console.error(error);
      return createReply(451, '4.3.0 Local error in processing');
    });
    if (reply === 'hang') return;
    if (reply !== 'drop') return callback(reply);
    for (const connection of server.connections) if (connection.session.id === session.id) connection.close();
  };

  const listening = Promise.withResolvers<void>();
  server.server.once('error', listening.reject);
  server.listen(port, host, () => listening.resolve());
  await listening.promise;
  const address = server.server.address() as AddressInfo;
  const userinfo = credentials
    ? `${encodeURIComponent(credentials.user)}:${encodeURIComponent(credentials.password)}@`
    : '';
  return {
    url: `smtp://${userinfo}${formatAuthority(host, address.port)}`,
    async close() {
      for (const connection of server.connections) connection.close();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}

/**
 * null is `250 OK`; `drop` means the mail was accepted but its sender must not learn it, `hang` that there is no reply.
 */
async function acceptMessage(
  { faults, stats, domains, intake }: SandboxContext,
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
): Promise<SMTPServerError | null | 'drop' | 'hang'> {
  const counters = stats.smtp;
  counters.requests += 1;
  const source = await buffer(stream);
  if (stream.sizeExceeded) return createReply(552, '5.3.4 The message is too large');
  const fault = faults.drawFault('smtp');
  if (fault?.kind === 'too_many_requests') {
    counters.rateLimited += 1;
    return createReply(421, '4.7.0 Too many messages, try again later');
  }
  if (fault?.kind === 'server_error') {
    counters.serverErrors += 1;
    return createReply(451, '4.3.0 Local error in processing');
  }
  if (fault?.kind === 'hang') counters.hangs += 1;
  if (fault?.kind === 'hang' && !fault.isAccepted) return 'hang';
  const mail = await parseMessage(
    source,
    session.envelope.rcptTo.map(({ address }) => address),
  );
  if (!domains.isVerified('smtp', mail.from)) return createReply(550, '5.7.1 The sender domain is not allowed');
  await intake.accept(intake.prepare([mail]));
  if (fault?.kind === 'hang') return 'hang';
  if (fault?.kind !== 'lost_answer') return null;
  counters.lostAnswers += 1;
  return 'drop';
}
