import { z } from 'zod';
import type { SandboxOptions } from './sandbox-options.ts';
import { randomEvents } from './webhooks/events.ts';
import type { WebhookOptions } from './webhooks/webhook-options.ts';

const port = z.coerce.number().int().min(0).max(65_535);
const flag = z
  .enum(['true', 'false'])
  .default('false')
  .transform((value) => value === 'true');
const list = z.string().transform((names) =>
  names
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean),
);
const json = z.string().transform((text, context) => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    context.addIssue({ code: 'custom', message: 'is no JSON' });
    return z.NEVER;
  }
});

const environment = z.object({
  PORT: port.default(4600),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z.string().default('.data/mail-sandbox'),
  /** Without it no SMTP server is started. */
  SMTP_PORT: port.optional(),
  SMTP_USER: z.string().optional(),
  SMTP_PASSWORD: z.string().optional(),
  /** Resend's requests a second, or `off`. */
  RATE_LIMIT: z.union([z.literal('off').transform(() => null), z.coerce.number().int().min(1)]).default(10),
  RESEND_WEBHOOK_URL: z.url().optional(),
  /** `whsec_…` */
  RESEND_WEBHOOK_SECRET: z.string().optional(),
  SENDGRID_WEBHOOK_URL: z.url().optional(),
  /** PKCS #8, DER in base64; without it a key is made and kept. */
  SENDGRID_WEBHOOK_KEY: z.base64().optional(),
  HUBSPOT_WEBHOOK_URL: z.url().optional(),
  HUBSPOT_CLIENT_SECRET: z.string().optional(),
  AUTO_DELIVER: flag,
  /** `{"deliver":0.9,"bounce":0.05,"complain":0.01,"seed":1}` */
  RANDOM_EVENTS: json.pipe(randomEvents).optional(),
  /** Sending domains known from the start, separated by commas. */
  DOMAINS: list.default([]),
});

/** The sandbox's options from its environment. Throws with all that is wrong there. */
export function readSettings(env: NodeJS.ProcessEnv): SandboxOptions {
  const settings = environment.parse(env);
  const { SMTP_PORT: smtpPort, SMTP_USER: user, SMTP_PASSWORD: password } = settings;
  return {
    port: settings.PORT,
    host: settings.HOST,
    dataDir: settings.DATA_DIR,
    rateLimitPerSecond: settings.RATE_LIMIT,
    ...(smtpPort === undefined ? {} : { smtpPort }),
    ...(user && password ? { smtpCredentials: { user, password } } : {}),
    ...(settings.SENDGRID_WEBHOOK_KEY ? { sendgridWebhookKey: settings.SENDGRID_WEBHOOK_KEY } : {}),
    ...(settings.RANDOM_EVENTS ? { randomEvents: settings.RANDOM_EVENTS } : {}),
    autoDeliver: settings.AUTO_DELIVER,
    domains: settings.DOMAINS,
    webhooks: webhooksOf(settings),
  };
}

function webhooksOf(settings: z.output<typeof environment>): WebhookOptions {
  const { RESEND_WEBHOOK_URL: resend, RESEND_WEBHOOK_SECRET: secret } = settings;
  const {
    SENDGRID_WEBHOOK_URL: sendgrid,
    HUBSPOT_WEBHOOK_URL: hubspot,
    HUBSPOT_CLIENT_SECRET: clientSecret,
  } = settings;
  return {
    ...(resend && secret ? { resend: { url: resend, secret } } : {}),
    ...(sendgrid ? { sendgrid: { url: sendgrid } } : {}),
    ...(hubspot && clientSecret ? { hubspot: { url: hubspot, clientSecret } } : {}),
  };
}
