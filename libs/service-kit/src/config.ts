import { z } from 'zod';

export class ConfigError extends Error {
  override name = 'ConfigError';
}

/**
 * Reads a service's settings from the environment and fails at start when one is missing or wrong.
 * The error names each variable and what is wrong with it, never its value.
 */
export function readConfig<T extends z.ZodType>(schema: T, env: NodeJS.ProcessEnv = process.env): z.output<T> {
  // An empty variable counts as unset: compose files and shells produce both.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const read = schema.safeParse(given);
  if (read.success) return read.data;
  const lines = read.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new ConfigError(`The environment is not complete:\n${lines.join('\n')}`);
}

/** A key of exactly `bytes` bytes, written in base64. */
export const base64Key = (bytes: number) =>
  z
    .base64()
    .transform((text) => Buffer.from(text, 'base64'))
    .refine((key) => key.length === bytes, `must be ${bytes} bytes in base64`);
