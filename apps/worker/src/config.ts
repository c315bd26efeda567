import { connectionEnvironment, toConnectionSettings } from '@goen/ats';
import { readConfig } from '@goen/service-kit';
import { temporalEnvironment, toTemporalSettings } from '@goen/temporal-kit';
import { z } from 'zod';

const queueNames = ['cases', 'mail', 'imports', 'polls'] as const;
/** What a process hosts: workflows with their activities, mails, file imports, and polls with the CRM sync. */
export type QueueName = (typeof queueNames)[number];

const environment = z
  .object({
    HEALTH_PORT: z.coerce.number().int().min(0).max(65_535).default(4004),
    HOST: z.string().default('127.0.0.1'),
    LOG_LEVEL: z.string().default('info'),
    PUBLIC_URL: z.url(),
    CASES_DATABASE_URL: z.url(),
    ...temporalEnvironment,
    MAIL_SERVICE_URL: z.url(),
    MAIL_SERVICE_TOKEN: z.string().min(16),
    CREDIT_SERVICE_URL: z.url(),
    CREDIT_SERVICE_TOKEN: z.string().min(16),
    LINK_SECRET: z.string().min(32),
    PERSON_HASH_KEY: z.string().min(16),
    ...connectionEnvironment,
    SYNC_IN_FLIGHT: z.coerce.number().int().min(1).max(100).default(4),
    WEBHOOK_ALLOW_PRIVATE: z.enum(['true', 'false']).default('false'),
    WORKER_QUEUES: z
      .string()
      .default(queueNames.join(','))
      .transform((names) => names.split(','))
      .pipe(z.array(z.enum(queueNames)).min(1)),
    WORKER_CACHED_WORKFLOWS: z.coerce.number().int().min(10).max(10_000).default(100),
    WATCH_FOLDER: z.string().min(1).optional(),
    WATCH_EVERY_MS: z.coerce.number().int().min(100).max(600_000).default(10_000),
    SET_CURRENT_VERSION: z.stringbool().default(false),
  })
  .transform((env) => ({
    healthPort: env.HEALTH_PORT,
    host: env.HOST,
    logLevel: env.LOG_LEVEL,
    publicUrl: env.PUBLIC_URL.replace(/\/+$/, ''),
    databaseUrl: env.CASES_DATABASE_URL,
    temporal: toTemporalSettings(env),
    mail: { url: env.MAIL_SERVICE_URL, token: env.MAIL_SERVICE_TOKEN },
    credit: { url: env.CREDIT_SERVICE_URL, token: env.CREDIT_SERVICE_TOKEN },
    linkSecret: env.LINK_SECRET,
    personHashKey: env.PERSON_HASH_KEY,
    connections: toConnectionSettings(env),
    syncInFlight: env.SYNC_IN_FLIGHT,
    allowPrivate: env.WEBHOOK_ALLOW_PRIVATE === 'true',
    queues: [...new Set(env.WORKER_QUEUES)],
    maxCachedWorkflows: env.WORKER_CACHED_WORKFLOWS,
    watch: { folder: env.WATCH_FOLDER, everyMs: env.WATCH_EVERY_MS },
    setCurrentVersion: env.SET_CURRENT_VERSION,
  }));
export type WorkerConfig = z.output<typeof environment>;

export const readWorkerConfig = (env: NodeJS.ProcessEnv = process.env): WorkerConfig => readConfig(environment, env);
