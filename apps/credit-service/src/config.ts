import { readConfig } from '@goen/service-kit';
import { z } from 'zod';

const environment = z
  .object({
    PORT: z.coerce.number().int().min(0).max(65_535).default(4002),
    HOST: z.string().default('127.0.0.1'),
    LOG_LEVEL: z.string().default('info'),
    CREDIT_DATABASE_URL: z.url(),
    CREDIT_SERVICE_TOKEN: z.string().min(16),
  })
  .transform((env) => ({
    port: env.PORT,
    host: env.HOST,
    logLevel: env.LOG_LEVEL,
    databaseUrl: env.CREDIT_DATABASE_URL,
    serviceToken: env.CREDIT_SERVICE_TOKEN,
  }));
export type CreditConfig = z.output<typeof environment>;

export const readCreditConfig = (env: NodeJS.ProcessEnv = process.env): CreditConfig => readConfig(environment, env);
