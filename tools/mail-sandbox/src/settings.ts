import { z } from 'zod';
import type { SandboxOptions } from './sandbox-options.ts';
import { randomEvents } from './webhooks/mail-events.ts';
import type { WebhookOptions } from './webhooks/webhook-options.ts';

const port = z.coerce.number().int().min(0).max(65_535);
const flag = z
  .enum(['true', 'false'])
  .default('false')
  .transform((value) => value === 'true');
const commaSeparated = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean),
);
const json = z.string().transform((text, context) => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    context.addIssue({ code: 'custom', message: 'is not valid JSON' });
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
  /** Resend's requests per second, or `off`. */
  RATE_LIMIT: z.union([z.literal('off').transform(() => null), z.coerce.number().int().min(1)]).default(10),
  RESEND_WEBHOOK_URL: z.url().optional(),
  /** `whsec_…` */
  RESEND_WEBHOOK_SECRET: z.string().optional(),
  SENDGRID_WEBHOOK_URL: z.url().optional(),
  /** PKCS #8, DER in base64; without it a key is generated and kept. */
  SENDGRID_WEBHOOK_KEY: z.base64().optional(),
  HUBSPOT_WEBHOOK_URL: z.url().optional(),
  HUBSPOT_CLIENT_SECRET: z.string().optional(),
  AUTO_DELIVER: flag,
  /** `{"deliver":0.9,"bounce":0.05,"complain":0.01,"seed":1}` */
  RANDOM_EVENTS: json.pipe(randomEvents).optional(),
  /** Sending domains that exist from the start, separated by commas. */
  DOMAINS: commaSeparated.default([]),
});
type Environment = z.output<typeof environment>;

/** Reads the sandbox's options from the environment. Throws with a list of everything that is invalid. */
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
    webhooks: toWebhookOptions(settings),
  };
}

function toWebhookOptions(settings: Environment): WebhookOptions {
  const { RESEND_WEBHOOK_URL: resendUrl, RESEND_WEBHOOK_SECRET: secret } = settings;
  const { SENDGRID_WEBHOOK_URL: sendgridUrl } = settings;
  const { HUBSPOT_WEBHOOK_URL: hubspotUrl, HUBSPOT_CLIENT_SECRET: clientSecret } = settings;
  return {
    ...(resendUrl && secret ? { resend: { url: resendUrl, secret } } : {}),
    ...(sendgridUrl ? { sendgrid: { url: sendgridUrl } } : {}),
    ...(hubspotUrl && clientSecret ? { hubspot: { url: hubspotUrl, clientSecret } } : {}),
  };
}
