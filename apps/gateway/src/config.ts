import { fileURLToPath } from 'node:url';
import { connectionEnvironment, toConnectionSettings } from '@goen/ats';
import { base64Keys, callerTokens, readConfig } from '@goen/service-kit';
import { isThisMachine } from '@goen/service-kit/outbound';
import { temporalEnvironment, toTemporalSettings } from '@goen/temporal-kit';
import { z } from 'zod';
import type { IdentitySettings } from './identity/sign-in/identity-settings.ts';

/** Of this checkout: `npm start` builds it. */
export const defaultConsoleDir = fileURLToPath(new URL('../../console/dist', import.meta.url));

const identityEnvironment = {
  IDENTITY_DATABASE_URL: z.url(),
  /** Signs the cookies of people who sign in. */
  IDENTITY_SECRET: z.string().min(32),
  /** For the operator's routes; without it they answer 503. */
  CASES_OPERATOR_URL: z.url().optional(),
  /** Opens the setup of an empty installation. */
  SETUP_TOKEN: z.string().min(32).optional(),
  /** Opens the sign-in links that the demo prints. */
  DEMO_SIGN_IN_SECRET: z.string().min(32).optional(),
  /** Issuers of single sign-on that may be on private addresses, separated by blanks. */
  SINGLE_SIGN_ON_PRIVATE_ISSUERS: z.string().default(''),
  /** The sender of sign-in links; without it they come from the address of the person's company. */
  OPERATOR_MAIL_FROM: z.email().optional(),
  /** What carries them, for everybody; without it, the provider of the person's company, and Resend for staff. */
  OPERATOR_MAIL_PROVIDER: z.enum(['resend', 'sendgrid', 'hubspot', 'smtp']).optional(),
};

const requestsPerMinute = (byDefault: number) => z.coerce.number().int().min(0).max(100_000_000).default(byDefault);

const environment = z
  .object({
    PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
    HOST: z.string().default('127.0.0.1'),
    LOG_LEVEL: z.string().default('info'),
    PUBLIC_URL: z.url(),
    CASES_DATABASE_URL: z.url(),
    ...identityEnvironment,
    ...temporalEnvironment,
    /** Of Temporal's UI: the operator's API links each case to its workflow there. */
    TEMPORAL_UI_URL: z.url().optional(),
    PERSON_HASH_KEY: z.string().min(16),
    MAIL_SERVICE_URL: z.url(),
    MAIL_SERVICE_TOKEN: z.string().min(16),
    MAIL_EVENTS_TOKENS: callerTokens(['mail-service']),
    CREDIT_SERVICE_URL: z.url(),
    CREDIT_SERVICE_TOKEN: z.string().min(16),
    WEBHOOK_SECRET_KEY: base64Keys(32),
    ...connectionEnvironment,
    WEBHOOK_ALLOW_PRIVATE: z.enum(['true', 'false']).default('false'),
    WEBHOOK_IN_FLIGHT: z.coerce.number().int().min(1).max(500).default(40),
    WEBHOOK_TIMEOUT_MS: z.coerce.number().int().min(100).max(30_000).default(15_000),
    /** Requests per minute, over all gateways on one database; 0: no limit. */
    RATE_LIMIT_PER_KEY: requestsPerMinute(12_000),
    RATE_LIMIT_PER_SESSION: requestsPerMinute(1_200),
    RATE_LIMIT_PER_COMPANY: requestsPerMinute(30_000),
    RATE_LIMIT_PER_ADDRESS: requestsPerMinute(3_000),
    /** Proxies that add the address they see to `X-Forwarded-For`. The registration page counts requests per network. */
    TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
    /** Development: `POST /v1/testing/advance` works in every company, also where mails reach people. */
    TESTING_ADVANCE: z.stringbool().default(false),
    OPERATOR_NAME: z.string().min(1).default('Goen 運営事務局'),
    /** Where the build of the console is. */
    CONSOLE_DIR: z.string().min(1).default(defaultConsoleDir),
    /** 0: this process dispatches nothing; another gateway does. */
    OUTBOX_IN_FLIGHT: z.coerce.number().int().min(0).max(500).default(64),
    OUTBOX_POLL_MS: z.coerce.number().int().min(20).max(60_000).default(500),
    OUTBOX_MAX_BACKLOG: z.coerce.number().int().min(1).max(100_000).default(200),
  })
  .refine((env) => !env.DEMO_SIGN_IN_SECRET || isThisMachine(env.PUBLIC_URL), {
    message: 'is for a demo on this machine, whose PUBLIC_URL is http://127.0.0.1 or http://localhost',
    path: ['DEMO_SIGN_IN_SECRET'],
  })
  .refine((env) => !env.OPERATOR_MAIL_PROVIDER || env.OPERATOR_MAIL_FROM, {
    message: 'must be set with OPERATOR_MAIL_PROVIDER: its mails come from this address',
    path: ['OPERATOR_MAIL_FROM'],
  })
  .transform((env) => ({
    port: env.PORT,
    host: env.HOST,
    logLevel: env.LOG_LEVEL,
    publicUrl: env.PUBLIC_URL.replace(/\/+$/, ''),
    databaseUrl: env.CASES_DATABASE_URL,
    temporal: toTemporalSettings(env),
    temporalUiUrl: env.TEMPORAL_UI_URL
      ? `${env.TEMPORAL_UI_URL.replace(/\/+$/, '')}/namespaces/${toTemporalSettings(env).namespace}`
      : null,
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
    mailEventsTokens: env.MAIL_EVENTS_TOKENS,
    operatorName: env.OPERATOR_NAME,
    consoleDir: env.CONSOLE_DIR,
    advancesAnyCase: env.TESTING_ADVANCE,
    trustedProxies: env.TRUSTED_PROXIES,
    rateLimits: {
      perKey: env.RATE_LIMIT_PER_KEY,
      perSession: env.RATE_LIMIT_PER_SESSION,
      perCompany: env.RATE_LIMIT_PER_COMPANY,
      perAddress: env.RATE_LIMIT_PER_ADDRESS,
    },
    identity: toIdentitySettings(env),
    outbox: {
      inFlight: env.OUTBOX_IN_FLIGHT,
      pollMs: env.OUTBOX_POLL_MS,
      maxBacklog: env.OUTBOX_MAX_BACKLOG,
    },
  }));

type IdentityEnvironment = z.output<z.ZodObject<typeof identityEnvironment>> & {
  readonly OPERATOR_NAME: string;
  readonly TRUSTED_PROXIES: number;
};
function toIdentitySettings(env: IdentityEnvironment): IdentitySettings {
  return {
    url: env.IDENTITY_DATABASE_URL,
    operatorUrl: env.CASES_OPERATOR_URL ?? null,
    secret: env.IDENTITY_SECRET,
    setupToken: env.SETUP_TOKEN ?? null,
    demoSecret: env.DEMO_SIGN_IN_SECRET ?? null,
    trustedIssuers: env.SINGLE_SIGN_ON_PRIVATE_ISSUERS.split(' ').filter((issuer) => issuer !== ''),
    operatorName: env.OPERATOR_NAME,
    mailFrom: env.OPERATOR_MAIL_FROM ?? null,
    mailProvider: env.OPERATOR_MAIL_PROVIDER ?? null,
    trustedProxies: env.TRUSTED_PROXIES,
  };
}

export type GatewayConfig = z.output<typeof environment>;

export const readGatewayConfig = (env: NodeJS.ProcessEnv = process.env): GatewayConfig => readConfig(environment, env);
