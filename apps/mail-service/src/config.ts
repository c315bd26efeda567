import { base64Keys, callerTokens, readConfig } from '@goen/service-kit';
import { isPublicHttps, isThisMachine } from '@goen/service-kit/outbound';
import { z } from 'zod';
import { mailCallers } from './mail-app.ts';

const perSecond = z.coerce.number().positive().max(10_000);
const trimSlashes = (url: string) => url.replace(/\/+$/, '');

/** Of a provider, separated by commas: to rotate one, list the new and the old one, and drop the old one afterwards. */
const hookSecrets = z
  .string()
  .default('')
  .transform((text) => text.split(',').flatMap((part) => part.trim() || []));

const variables = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(4001),
  HOST: z.string().default('127.0.0.1'),
  /** Providers post their events to a listener of its own, the only one that the internet may reach. */
  HOOKS_PORT: z.coerce.number().int().min(0).max(65_535).default(4007),
  HOOKS_HOST: z.string().default('127.0.0.1'),
  /** The address of the gateway that links in mails have. */
  PUBLIC_URL: z.url(),
  LOG_LEVEL: z.string().default('info'),
  MAIL_DATABASE_URL: z.url(),
  MAIL_SERVICE_TOKENS: callerTokens(mailCallers),
  MAIL_BODY_KEY: base64Keys(32),
  PERSON_HASH_KEY: z.string().min(16),
  RESEND_API_KEY: z.string().min(1).optional(),
  RESEND_BASE_URL: z.url().default('https://api.resend.com'),
  RESEND_REQUESTS_PER_SECOND: perSecond.default(10),
  RESEND_WEBHOOK_SECRET: hookSecrets,
  SENDGRID_API_KEY: z.string().min(1).optional(),
  SENDGRID_BASE_URL: z.url().default('https://api.sendgrid.com'),
  SENDGRID_REQUESTS_PER_SECOND: perSecond.default(100),
  SENDGRID_WEBHOOK_PUBLIC_KEY: hookSecrets,
  HUBSPOT_ACCESS_TOKEN: z.string().min(1).optional(),
  HUBSPOT_BASE_URL: z.url().default('https://api.hubapi.com'),
  HUBSPOT_EMAIL_ID: z.coerce.number().int().positive().optional(),
  HUBSPOT_REQUESTS_PER_SECOND: perSecond.default(10),
  HUBSPOT_CLIENT_SECRET: hookSecrets,
  /** Accepts HubSpot's older signature, which has no time and can be replayed. */
  HUBSPOT_ALLOW_V1: z.stringbool().default(false),
  SMTP_URL: z.url().optional(),
  SMTP_MAILS_PER_SECOND: perSecond.default(10),
  /** The local inbox that mails of sandbox companies go to. */
  SANDBOX_INBOX_URL: z.url().optional(),
  /** Where providers reach this service; HubSpot signs the URL that it called. */
  MAIL_PUBLIC_URL: z.url().optional(),
  /** The gateway's internal endpoint for bounces and complaints. */
  MAIL_EVENTS_URL: z.url().optional(),
  MAIL_EVENTS_TOKEN: z.string().min(16).optional(),
  MAIL_BATCH_WINDOW_MS: z.coerce.number().int().min(0).max(1_000).default(25),
  MAIL_BODY_RETENTION_DAYS: z.coerce.number().int().min(0).max(365).default(30),
  MAIL_EVENT_RETENTION_DAYS: z.coerce.number().int().min(30).max(3_660).default(400),
  MAIL_MESSAGE_RETENTION_DAYS: z.coerce.number().int().min(400).max(3_660).default(1_096),
  MAIL_PURGE_INTERVAL_MINUTES: z.coerce.number().min(1).max(1440).default(60),
  MAIL_PROVIDER_TIMEOUT_MS: z.coerce.number().int().min(100).max(15_000).default(8_000),
  /** A Chromium that takes pictures of mails; without it previews are HTML and text only. */
  CHROMIUM_PATH: z.string().min(1).optional(),
  /** Chromium's own sandbox, which does not work as root or where user namespaces are off. */
  CHROMIUM_SANDBOX: z.stringbool().default(true),
});

const environment = variables
  .refine((env) => env.RESEND_API_KEY ?? env.SENDGRID_API_KEY ?? env.HUBSPOT_ACCESS_TOKEN ?? env.SMTP_URL, {
    message: 'at least one of RESEND_API_KEY, SENDGRID_API_KEY, HUBSPOT_ACCESS_TOKEN and SMTP_URL must be set',
    path: ['RESEND_API_KEY'],
  })
  .refine((env) => !env.HUBSPOT_ACCESS_TOKEN === !env.HUBSPOT_EMAIL_ID, {
    message: 'must be set together with HUBSPOT_ACCESS_TOKEN',
    path: ['HUBSPOT_EMAIL_ID'],
  })
  .refine((env) => !env.MAIL_EVENTS_URL === !env.MAIL_EVENTS_TOKEN, {
    message: 'must be set together with MAIL_EVENTS_URL',
    path: ['MAIL_EVENTS_TOKEN'],
  })
  .refine((env) => env.HUBSPOT_CLIENT_SECRET.length === 0 || env.MAIL_PUBLIC_URL, {
    message: 'must be set with HUBSPOT_CLIENT_SECRET: HubSpot signs the URL that it calls',
    path: ['MAIL_PUBLIC_URL'],
  })
  .refine((env) => !hasRealProvider(env) || isPublicHttps(env.PUBLIC_URL), {
    message:
      'must be a public https address when a real provider sends: people could not open the links in their mails',
    path: ['PUBLIC_URL'],
  });

type ProviderAddresses = Pick<
  z.output<typeof variables>,
  | 'RESEND_API_KEY'
  | 'RESEND_BASE_URL'
  | 'SENDGRID_API_KEY'
  | 'SENDGRID_BASE_URL'
  | 'HUBSPOT_ACCESS_TOKEN'
  | 'HUBSPOT_BASE_URL'
  | 'SMTP_URL'
>;

/** Whether a provider elsewhere than on this machine has a key: it mails real people. */
function hasRealProvider(env: ProviderAddresses): boolean {
  const urls = [
    env.RESEND_API_KEY && env.RESEND_BASE_URL,
    env.SENDGRID_API_KEY && env.SENDGRID_BASE_URL,
    env.HUBSPOT_ACCESS_TOKEN && env.HUBSPOT_BASE_URL,
    env.SMTP_URL,
  ];
  return urls.some((url) => url && !isThisMachine(url));
}

const config = environment.transform((env) => ({
  port: env.PORT,
  host: env.HOST,
  logLevel: env.LOG_LEVEL,
  databaseUrl: env.MAIL_DATABASE_URL,
  callerTokens: env.MAIL_SERVICE_TOKENS,
  bodyKeys: env.MAIL_BODY_KEY,
  personHashKey: env.PERSON_HASH_KEY,
  batchWindowMs: env.MAIL_BATCH_WINDOW_MS,
  providers: {
    resend: env.RESEND_API_KEY
      ? {
          apiKey: env.RESEND_API_KEY,
          baseUrl: trimSlashes(env.RESEND_BASE_URL),
          requestsPerSecond: env.RESEND_REQUESTS_PER_SECOND,
          timeoutMs: env.MAIL_PROVIDER_TIMEOUT_MS,
        }
      : null,
    sendgrid: env.SENDGRID_API_KEY
      ? {
          apiKey: env.SENDGRID_API_KEY,
          baseUrl: trimSlashes(env.SENDGRID_BASE_URL),
          requestsPerSecond: env.SENDGRID_REQUESTS_PER_SECOND,
          timeoutMs: env.MAIL_PROVIDER_TIMEOUT_MS,
        }
      : null,
    hubspot:
      env.HUBSPOT_ACCESS_TOKEN && env.HUBSPOT_EMAIL_ID
        ? {
            accessToken: env.HUBSPOT_ACCESS_TOKEN,
            baseUrl: trimSlashes(env.HUBSPOT_BASE_URL),
            emailId: env.HUBSPOT_EMAIL_ID,
            requestsPerSecond: env.HUBSPOT_REQUESTS_PER_SECOND,
            timeoutMs: env.MAIL_PROVIDER_TIMEOUT_MS,
          }
        : null,
    smtp: env.SMTP_URL
      ? { url: env.SMTP_URL, requestsPerSecond: env.SMTP_MAILS_PER_SECOND, timeoutMs: env.MAIL_PROVIDER_TIMEOUT_MS }
      : null,
    sandbox: {
      inboxUrl: env.SANDBOX_INBOX_URL ? trimSlashes(env.SANDBOX_INBOX_URL) : null,
      timeoutMs: env.MAIL_PROVIDER_TIMEOUT_MS,
    },
  },
  hooks: {
    port: env.HOOKS_PORT,
    host: env.HOOKS_HOST,
    publicUrl: trimSlashes(env.MAIL_PUBLIC_URL ?? `http://${env.HOOKS_HOST}:${env.HOOKS_PORT}`),
    resendSecrets: env.RESEND_WEBHOOK_SECRET,
    sendgridPublicKeys: env.SENDGRID_WEBHOOK_PUBLIC_KEY,
    hubspotClientSecrets: env.HUBSPOT_CLIENT_SECRET,
    allowsHubspotV1: env.HUBSPOT_ALLOW_V1,
  },
  notices:
    env.MAIL_EVENTS_URL && env.MAIL_EVENTS_TOKEN ? { url: env.MAIL_EVENTS_URL, token: env.MAIL_EVENTS_TOKEN } : null,
  retention: {
    bodyDays: env.MAIL_BODY_RETENTION_DAYS,
    eventDays: env.MAIL_EVENT_RETENTION_DAYS,
    messageDays: env.MAIL_MESSAGE_RETENTION_DAYS,
  },
  purgeIntervalMinutes: env.MAIL_PURGE_INTERVAL_MINUTES,
  chromium: env.CHROMIUM_PATH ? { path: env.CHROMIUM_PATH, isSandboxed: env.CHROMIUM_SANDBOX } : null,
}));
export type MailConfig = z.output<typeof config>;

export const readMailConfig = (env: NodeJS.ProcessEnv = process.env): MailConfig => readConfig(config, env);
