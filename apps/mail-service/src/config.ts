import { base64Keys, readConfig } from '@goen/service-kit';
import { z } from 'zod';

const perSecond = z.coerce.number().positive().max(10_000);
const trimSlashes = (url: string) => url.replace(/\/+$/, '');

const environment = z
  .object({
    PORT: z.coerce.number().int().min(0).max(65_535).default(4001),
    HOST: z.string().default('127.0.0.1'),
    LOG_LEVEL: z.string().default('info'),
    MAIL_DATABASE_URL: z.url(),
    MAIL_SERVICE_TOKEN: z.string().min(16),
    MAIL_BODY_KEY: base64Keys(32),
    PERSON_HASH_KEY: z.string().min(16),
    RESEND_API_KEY: z.string().min(1).optional(),
    RESEND_BASE_URL: z.url().default('https://api.resend.com'),
    RESEND_REQUESTS_PER_SECOND: perSecond.default(10),
    RESEND_WEBHOOK_SECRET: z.string().min(1).optional(),
    SENDGRID_API_KEY: z.string().min(1).optional(),
    SENDGRID_BASE_URL: z.url().default('https://api.sendgrid.com'),
    SENDGRID_REQUESTS_PER_SECOND: perSecond.default(100),
    SENDGRID_WEBHOOK_PUBLIC_KEY: z.string().min(1).optional(),
    HUBSPOT_ACCESS_TOKEN: z.string().min(1).optional(),
    HUBSPOT_BASE_URL: z.url().default('https://api.hubapi.com'),
    HUBSPOT_EMAIL_ID: z.coerce.number().int().positive().optional(),
    HUBSPOT_REQUESTS_PER_SECOND: perSecond.default(10),
    HUBSPOT_CLIENT_SECRET: z.string().min(1).optional(),
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
  })
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
  .refine((env) => !env.HUBSPOT_CLIENT_SECRET || env.MAIL_PUBLIC_URL, {
    message: 'must be set with HUBSPOT_CLIENT_SECRET: HubSpot signs the URL that it calls',
    path: ['MAIL_PUBLIC_URL'],
  });

const config = environment.transform((env) => ({
  port: env.PORT,
  host: env.HOST,
  logLevel: env.LOG_LEVEL,
  databaseUrl: env.MAIL_DATABASE_URL,
  serviceToken: env.MAIL_SERVICE_TOKEN,
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
    publicUrl: trimSlashes(env.MAIL_PUBLIC_URL ?? `http://${env.HOST}:${env.PORT}`),
    resendSecret: env.RESEND_WEBHOOK_SECRET ?? null,
    sendgridPublicKey: env.SENDGRID_WEBHOOK_PUBLIC_KEY ?? null,
    hubspotClientSecret: env.HUBSPOT_CLIENT_SECRET ?? null,
  },
  notices:
    env.MAIL_EVENTS_URL && env.MAIL_EVENTS_TOKEN ? { url: env.MAIL_EVENTS_URL, token: env.MAIL_EVENTS_TOKEN } : null,
  retention: {
    bodyDays: env.MAIL_BODY_RETENTION_DAYS,
    eventDays: env.MAIL_EVENT_RETENTION_DAYS,
    messageDays: env.MAIL_MESSAGE_RETENTION_DAYS,
  },
  purgeIntervalMinutes: env.MAIL_PURGE_INTERVAL_MINUTES,
  chromiumPath: env.CHROMIUM_PATH ?? null,
}));
export type MailConfig = z.output<typeof config>;

export const readMailConfig = (env: NodeJS.ProcessEnv = process.env): MailConfig => readConfig(config, env);
