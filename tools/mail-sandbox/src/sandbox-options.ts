import type { FaultPlan } from './faults/faults.ts';
import type { HubspotOptions } from './hubspot/hubspot-api.ts';
import type { Provider } from './mails/mail.ts';
import type { SendgridOptions } from './sendgrid/sendgrid-api.ts';
import type { SmtpOptions } from './smtp/smtp-server.ts';
import type { MailStore } from './store/mail-store.ts';
import type { RandomEvents } from './webhooks/mail-events.ts';
import type { WebhookOptions } from './webhooks/webhook-options.ts';

export type SandboxOptions = {
  /** 0 picks a free port. */
  port?: number;
  host?: string;
  /** Holds the mails and idempotency keys; a restart keeps them. */
  dataDir: string;
  /** Resend's rate limit. `null` switches it off. */
  rateLimitPerSecond?: number | null;
  /** Delay of Resend's answers, after the rate limit counted the request. */
  responseDelayMs?: number;
  /** Resend's API keys. Without them every key is accepted. */
  apiKeys?: readonly string[];
  sendgrid?: SendgridOptions;
  hubspot?: HubspotOptions;
  /** Without it no SMTP server is started; 0 picks a free port. */
  smtpPort?: number;
  smtpCredentials?: SmtpOptions['credentials'];
  webhooks?: WebhookOptions;
  /** PKCS #8, DER in base64; without it a key is generated and kept in `dataDir`. */
  sendgridWebhookKey?: string;
  webhookRetryDelaysMs?: readonly number[];
  /** Delivers every mail of a provider with a webhook immediately. */
  autoDeliver?: boolean;
  randomEvents?: RandomEvents;
  /** Sending domains that every provider's account has from the start, verified. */
  domains?: readonly string[];
  faults?: Partial<Record<Provider, FaultPlan>>;
  now?: () => Date;
  /** Lets tests wrap the mail store, for example to hold a request open. */
  wrapMailStore?: (store: MailStore) => MailStore;
};
