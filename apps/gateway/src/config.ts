import { connectionEnvironment, toConnectionSettings } from '@goen/ats';
import { base64Keys, readConfig } from '@goen/service-kit';
import { temporalEnvironment, toTemporalSettings } from '@goen/temporal-kit';
import { z } from 'zod';

const environment = z
  .object({
    PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
    HOST: z.string().default('127.0.0.1'),
    LOG_LEVEL: z.string().default('info'),
    PUBLIC_URL: z.url(),
    CASES_DATABASE_URL: z.url(),
    ...temporalEnvironment,
    PERSON_HASH_KEY: z.string().min(16),
    MAIL_SERVICE_URL: z.url(),
    MAIL_SERVICE_TOKEN: z.string().min(16),
    MAIL_EVENTS_TOKEN: z.string().min(16),
    CREDIT_SERVICE_URL: z.url(),
    CREDIT_SERVICE_TOKEN: z.string().min(16),
    WEBHOOK_SECRET_KEY: base64Keys(32),
    ...connectionEnvironment,
    WEBHOOK_ALLOW_PRIVATE: z.enum(['true', 'false']).default('false'),
    WEBHOOK_IN_FLIGHT: z.coerce.number().int().min(1).max(500).default(40),
    WEBHOOK_TIMEOUT_MS: z.coerce.number().int().min(100).max(30_000).default(15_000),
    /** Proxies that add the address they see to `X-Forwarded-For`. The registration page counts requests per network. */
    TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
    OPERATOR_NAME: z.string().min(1).default('Goen 運営事務局'),
    /** 0: this process dispatches nothing; another gateway does. */
    OUTBOX_IN_FLIGHT: z.coerce.number().int().min(0).max(500).default(64),
    OUTBOX_POLL_MS: z.coerce.number().int().min(20).max(60_000).default(500),
    OUTBOX_MAX_BACKLOG: z.coerce.number().int().min(1).max(100_000).default(200),
  })
  .transform((env) => ({
    port: env.PORT,
    host: env.HOST,
    logLevel: env.LOG_LEVEL,
    publicUrl: env.PUBLIC_URL.replace(/\/+$/, ''),
    databaseUrl: env.CASES_DATABASE_URL,
    temporal: toTemporalSettings(env),
    personHashKey: env.PERSON_HASH_KEY,
    mail: { url: env.MAIL_SERVICE_URL.replace(/\/+$/, ''), token: env.MAIL_SERVICE_TOKEN },
    credit: { url: env.CREDIT_SERVICE_URL.replace(/\/+$/, ''), token: env.CREDIT_SERVICE_TOKEN },
    webhooks: {
      secretKey: env.WEBHOOK_SECRET_KEY,
      allowPrivate: env.WEBHOOK_ALLOW_PRIVATE === 'true',
      inFlight: env.WEBHOOK_IN_FLIGHT,
      timeoutMs: env.WEBHOOK_TIMEOUT_MS,
    },
    connections: toConnectionSettings(env),
    mailEventsToken: env.MAIL_EVENTS_TOKEN,
    operatorName: env.OPERATOR_NAME,
    trustedProxies: env.TRUSTED_PROXIES,
    outbox: {
      inFlight: env.OUTBOX_IN_FLIGHT,
      pollMs: env.OUTBOX_POLL_MS,
      maxBacklog: env.OUTBOX_MAX_BACKLOG,
    },
  }));
export type GatewayConfig = z.output<typeof environment>;

export const readGatewayConfig = (env: NodeJS.ProcessEnv = process.env): GatewayConfig => readConfig(environment, env);
