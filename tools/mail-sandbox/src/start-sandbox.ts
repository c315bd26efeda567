import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { createApp, type Surroundings } from './app.ts';
import { createFaults } from './faults/faults.ts';
import { createStats } from './faults/stats.ts';
import { createAcceptance } from './mails/acceptance.ts';
import { openBooks } from './mails/books.ts';
import { createIdempotency } from './resend/idempotency.ts';
import type { SandboxOptions } from './sandbox-options.ts';
import { startSmtp } from './smtp/start-smtp.ts';
import { createEvents } from './webhooks/events.ts';
import { createOutbox } from './webhooks/outbox.ts';
import { publicKeyOf, sendgridKey } from './webhooks/sendgrid-webhook.ts';
import { transportsOf } from './webhooks/transports.ts';

export type Sandbox = {
  /** Of the three APIs and the inbox. SendGrid's paths begin with `/v3`, HubSpot's with `/marketing/v3`. */
  url: string;
  smtpUrl: string | null;
  /** What SendGrid calls the verification key of its signed event webhook. */
  sendgridPublicKey: string;
  close(): Promise<void>;
};

const dayMs = 24 * 60 * 60 * 1000;

export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { port = 0, host = '127.0.0.1', dataDir, webhooks = {}, now = () => new Date() } = options;
  const books = await openBooks(dataDir, now);
  const store = options.wrapStore?.(books.mails) ?? books.mails;
  const idempotency = createIdempotency(now, store.answers(now().getTime() - dayMs));
  const key = sendgridKey(dataDir, options.sendgridWebhookKey);
  const outbox = createOutbox(transportsOf(webhooks, key, now), now, options.webhookRetryDelaysMs);
  const { autoDeliver = false, randomEvents: random } = options;
  const events = createEvents({
    record: (happenings) => books.record(happenings),
    outbox,
    suppressions: books.suppressions,
    autoDeliver,
    random,
    now,
  });
  const stats = createStats();
  const acceptance = createAcceptance({
    store,
    suppressions: books.suppressions,
    stats,
    firstState: (provider) => (outbox.serves(provider) ? 'sent' : 'delivered'),
    onAccepted: (mails) => void events.accepted(mails).catch(console.error),
    now,
  });
  const at: Surroundings = {
    ...books,
    store,
    acceptance,
    events,
    outbox,
    faults: createFaults(options.faults),
    stats,
    sendgridPublicKey: publicKeyOf(key),
    now,
  };
  await addDomains(at, options.domains ?? []);
  const smtp =
    options.smtpPort === undefined
      ? null
      : await startSmtp(at, {
          port: options.smtpPort,
          host,
          ...(options.smtpCredentials ? { credentials: options.smtpCredentials } : {}),
        });
  const app = createApp(at, {
    resend: {
      idempotency,
      apiKeys: options.apiKeys,
      workMs: options.workMs ?? 0,
      rateLimitPerSecond: options.rateLimitPerSecond === undefined ? 10 : options.rateLimitPerSecond,
    },
    sendgrid: options.sendgrid ?? {},
    hubspot: options.hubspot ?? {},
  });
  const http = await listen(app.fetch, port, host).catch(async (error: unknown) => {
    await smtp?.close();
    await books.close();
    throw error;
  });

  return {
    url: http.url,
    smtpUrl: smtp?.url ?? null,
    sendgridPublicKey: at.sendgridPublicKey,
    async close() {
      outbox.close();
      await Promise.all([http.close(), smtp?.close()]);
      await books.close();
    },
  };
}

async function addDomains({ domains }: Surroundings, names: readonly string[]): Promise<void> {
  for (const provider of ['resend', 'sendgrid', 'hubspot', 'smtp'] as const) {
    for (const name of names) if (!domains.find(provider, name)) await domains.set(provider, name, 'verified');
  }
}

type Fetch = Parameters<typeof serve>[0]['fetch'];

async function listen(fetch: Fetch, port: number, host: string): Promise<{ url: string; close(): Promise<void> }> {
  const { promise: listening, resolve, reject } = Promise.withResolvers<AddressInfo>();
  const server = serve({ fetch, port, hostname: host }, resolve);
  server.once('error', reject);
  const address = await listening;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    async close() {
      const closed = new Promise<void>((done) => server.close(() => done()));
      if ('closeAllConnections' in server) server.closeAllConnections();
      await closed;
    },
  };
}
