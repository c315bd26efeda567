#!/usr/bin/env node
import { z } from 'zod';
import { startSandbox } from './index.ts';

const settings = z
  .object({
    PORT: z.coerce.number().int().min(0).max(65_535).default(4600),
    HOST: z.string().default('127.0.0.1'),
    DATA_DIR: z.string().default('.data/mail-sandbox'),
    /** Requests a second, or `off`. */
    RATE_LIMIT: z.union([z.literal('off').transform(() => null), z.coerce.number().int().min(1)]).default(10),
  })
  .parse(process.env);

const sandbox = await startSandbox({
  port: settings.PORT,
  host: settings.HOST,
  dataDir: settings.DATA_DIR,
  rateLimitPerSecond: settings.RATE_LIMIT,
});
console.log(`Mail sandbox and inbox: ${sandbox.url}`);

const stop = () => void sandbox.close().then(() => process.exit(0));
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop);
// A launcher that dies breaks its channel: the sandbox never outlives it unasked.
process.once('disconnect', stop);
