import type { FaultPlan } from './faults/faults.ts';
import type { HubspotOptions } from './hubspot/hubspot-api.ts';
import type { Provider } from './mails/mail.ts';
import type { MailStore } from './mails/mail-store.ts';
import type { SendgridOptions } from './sendgrid/sendgrid-api.ts';
import type { SmtpOptions } from './smtp/start-smtp.ts';
import type { RandomEvents } from './webhooks/events.ts';
import type { WebhookOptions } from './webhooks/webhook-options.ts';

export type SandboxOptions = {
  /** 0 takes a free one. */
  port?: number;
  host?: string;
  /** Mails and remembered keys live here and outlast a restart. */
  dataDir: string;
  /** Resend's: requests a second. `null` switches the limit off. */
  rateLimitPerSecond?: number | null;
  /** Resend's: works so long on a request that it counted, before it answers. None without it. */
  workMs?: number;
  /** Resend's. Without it every key is good. */
  apiKeys?: readonly string[];
  sendgrid?: SendgridOptions;
  hubspot?: HubspotOptions;
  /** Without it no SMTP server is started; 0 takes a free port. */
  smtpPort?: number;
  smtpCredentials?: SmtpOptions['credentials'];
  /** Where each provider's signed events go. */
  webhooks?: WebhookOptions;
  /** PKCS #8, DER in base64; without it a key is made and kept in `dataDir`. */
  sendgridWebhookKey?: string;
  webhookRetryDelaysMs?: readonly number[];
  /** Every mail of a provider with a webhook is delivered at once. */
  autoDeliver?: boolean;
  randomEvents?: RandomEvents;
  /** Sending domains that every provider's account has from the start, verified. */
  domains?: readonly string[];
  faults?: Partial<Record<Provider, FaultPlan>>;
  now?: () => Date;
  /** Tests wrap the store, for example to hold a request open. */
  wrapStore?: (store: MailStore) => MailStore;
};
