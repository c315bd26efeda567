import { listenHttp } from '@goen/sandbox-kit';
import { createApp } from './app.ts';
import type { SandboxContext } from './context.ts';
import { createFaults } from './faults/faults.ts';
import { createStats } from './faults/stats.ts';
import { providers } from './mails/mail.ts';
import { createMailIntake } from './mails/mail-intake.ts';
import { createIdempotency, keyLifetimeMs } from './resend/idempotency.ts';
import type { SandboxOptions } from './sandbox-options.ts';
import { startSmtpServer } from './smtp/smtp-server.ts';
import type { DomainStore } from './store/domain-store.ts';
import { openStore } from './store/open-store.ts';
import { createTransports } from './webhooks/create-transports.ts';
import { createMailEvents } from './webhooks/mail-events.ts';
import { exportVerificationKey, loadSendgridKey } from './webhooks/sendgrid-key.ts';
import { createWebhookSender } from './webhooks/webhook-sender.ts';

export type Sandbox = {
  /** Base URL of the three APIs and the inbox. SendGrid's paths begin with `/v3`, HubSpot's with `/marketing/v3`. */
  url: string;
  smtpUrl: string | null;
  /** The verification key of SendGrid's signed event webhook. */
  sendgridPublicKey: string;
  close(): Promise<void>;
};

const defaultRateLimitPerSecond = 10;

export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { port = 0, host = '127.0.0.1', dataDir, now = () => new Date() } = options;
  const store = await openStore(dataDir, now);
  const mails = options.wrapMailStore?.(store.mails) ?? store.mails;
  const sendgridKey = loadSendgridKey(dataDir, options.sendgridWebhookKey);
  const webhooks = createWebhookSender(
    createTransports(options.webhooks ?? {}, sendgridKey, now),
    now,
    options.webhookRetryDelaysMs,
  );
  const mailEvents = createMailEvents({
    recordEvents: (events) => store.recordEvents(events),
    webhooks,
    suppressions: store.suppressions,
    autoDeliver: options.autoDeliver ?? false,
    randomEvents: options.randomEvents,
    now,
  });
  const stats = createStats();
  const intake = createMailIntake({
    mails,
    suppressions: store.suppressions,
    stats,
    initialState: (provider) => (webhooks.isConfigured(provider) ? 'sent' : 'delivered'),
    onAccepted: (accepted) => void mailEvents.publishAccepted(accepted).catch(console.error),
    now,
  });
  const context: SandboxContext = {
    ...store,
    mails,
    intake,
    mailEvents,
    webhooks,
    faults: createFaults(options.faults),
    stats,
    sendgridPublicKey: exportVerificationKey(sendgridKey),
    now,
  };
  await addDomains(store.domains, options.domains ?? []);
  const smtp =
    options.smtpPort === undefined
      ? null
      : await startSmtpServer(context, {
          port: options.smtpPort,
          host,
          ...(options.smtpCredentials ? { credentials: options.smtpCredentials } : {}),
        });
  const app = createApp(context, {
    resend: {
      idempotency: createIdempotency(now, mails.takeAnswers(now().getTime() - keyLifetimeMs)),
      apiKeys: options.apiKeys,
      responseDelayMs: options.responseDelayMs ?? 0,
      rateLimitPerSecond:
        options.rateLimitPerSecond === undefined ? defaultRateLimitPerSecond : options.rateLimitPerSecond,
    },
    sendgrid: options.sendgrid ?? {},
    hubspot: options.hubspot ?? {},
  });
  const http = await listenHttp(app.fetch, port, host).catch(async (error: unknown) => {
    await smtp?.close();
    await store.close();
    throw error;
  });

  return {
    url: http.url,
    smtpUrl: smtp?.url ?? null,
    sendgridPublicKey: context.sendgridPublicKey,
    async close() {
      webhooks.close();
      await Promise.all([http.close(), smtp?.close()]);
      await store.close();
    },
  };
}

/** Keeps the status of domains that are already known. */
async function addDomains(domains: DomainStore, names: readonly string[]): Promise<void> {
  for (const provider of providers) {
    for (const name of names) {
      if (!domains.find(provider, name)) await domains.setStatus(provider, name, 'verified');
    }
  }
}
