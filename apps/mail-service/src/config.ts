import { readConfig } from '@goen/service-kit';
import { z } from 'zod';

const bodyKeyBytes = 32;

const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(4001),
  HOST: z.string().default('127.0.0.1'),
  LOG_LEVEL: z.string().default('info'),
  MAIL_DATABASE_URL: z.url(),
  MAIL_MIGRATION_URL: z.url(),
  MAIL_SERVICE_TOKEN: z.string().min(16),
  MAIL_BODY_KEY: z
    .base64()
    .transform((text) => Buffer.from(text, 'base64'))
    .refine((key) => key.length === bodyKeyBytes, `must be ${bodyKeyBytes} bytes in base64`),
  PERSON_HASH_KEY: z.string().min(16),
  RESEND_API_KEY: z.string().min(1),
  RESEND_BASE_URL: z.url().default('https://api.resend.com'),
  MAIL_BODY_RETENTION_DAYS: z.coerce.number().min(0).max(365).default(30),
  MAIL_PURGE_INTERVAL_MINUTES: z.coerce.number().min(1).max(1440).default(60),
  MAIL_PROVIDER_TIMEOUT_MS: z.coerce.number().int().min(100).max(15_000).default(8_000),
  /** A Chromium for pictures of mails; without one the previews are HTML and text. */
  CHROMIUM_PATH: z.string().min(1).optional(),
});

const config = environment.transform((env) => ({
  port: env.PORT,
  host: env.HOST,
  logLevel: env.LOG_LEVEL,
  databaseUrl: env.MAIL_DATABASE_URL,
  migrationUrl: env.MAIL_MIGRATION_URL,
  serviceToken: env.MAIL_SERVICE_TOKEN,
  bodyKey: env.MAIL_BODY_KEY,
  personHashKey: env.PERSON_HASH_KEY,
  resend: {
    apiKey: env.RESEND_API_KEY,
    baseUrl: env.RESEND_BASE_URL.replace(/\/+$/, ''),
    timeoutMs: env.MAIL_PROVIDER_TIMEOUT_MS,
  },
  bodyRetentionDays: env.MAIL_BODY_RETENTION_DAYS,
  purgeIntervalMinutes: env.MAIL_PURGE_INTERVAL_MINUTES,
  chromiumPath: env.CHROMIUM_PATH ?? null,
}));
export type MailConfig = z.output<typeof config>;

export const readMailConfig = (env: NodeJS.ProcessEnv = process.env): MailConfig => readConfig(config, env);
