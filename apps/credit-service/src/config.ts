import { callerTokens, readConfig } from '@goen/service-kit';
import { z } from 'zod';
import { creditCallers } from './credit-app.ts';

const environment = z
  .object({
    PORT: z.coerce.number().int().min(0).max(65_535).default(4002),
    HOST: z.string().default('127.0.0.1'),
    LOG_LEVEL: z.string().default('info'),
    CREDIT_DATABASE_URL: z.url(),
    CREDIT_SERVICE_TOKENS: callerTokens(creditCallers),
  })
  .transform((env) => ({
    port: env.PORT,
    host: env.HOST,
    logLevel: env.LOG_LEVEL,
    databaseUrl: env.CREDIT_DATABASE_URL,
    callerTokens: env.CREDIT_SERVICE_TOKENS,
  }));
export type CreditConfig = z.output<typeof environment>;

export const readCreditConfig = (env: NodeJS.ProcessEnv = process.env): CreditConfig => readConfig(environment, env);
