import { z } from 'zod';
import type { SealKeys } from './seal.ts';
import { readSettingFiles } from './setting-files.ts';

export class ConfigError extends Error {
  override name = 'ConfigError';
}

/**
 * Reads a service's settings from the environment and fails at start when one is missing or wrong. `NAME_FILE` names a file
 * with the value of NAME. The error names each variable and its fault, never its value.
 */
export function readConfig<T extends z.ZodType>(schema: T, env: NodeJS.ProcessEnv = process.env): z.output<T> {
  // An empty variable counts as unset: compose files and shells produce both.
  const variables = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const files = readSettingFiles(listSettingNames(schema), variables);
  const result = schema.safeParse({ ...variables, ...files.values });
  if (result.success && files.faults.length === 0) return result.data;
  const issues = (result.error?.issues ?? []).map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  const lines = [...files.faults, ...issues].map((line) => `  ${line}`);
  throw new ConfigError(`Invalid environment:\n${lines.join('\n')}`);
}

/** The variables of an object's schema, also of one with a transform. */
function listSettingNames(schema: z.core.$ZodType): string[] {
  if (schema instanceof z.ZodPipe) return listSettingNames(schema.in);
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

/**
 * Keys of exactly `bytes` bytes in base64, separated by commas. The first one seals, all of them open: to rotate a key,
 * put the new one first, and drop the old one once nothing is sealed with it any more.
 */
export const base64Keys = (bytes: number) =>
  z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .pipe(z.array(z.base64()).min(1))
    .transform((parts) => parts.map((part) => Buffer.from(part, 'base64')))
    .refine((keys) => keys.every((key) => key.length === bytes), `must be ${bytes} bytes in base64`)
    .transform((keys): SealKeys => keys);

/** Who may call a service, and with which tokens. */
export type CallerTokens = readonly { readonly caller: string; readonly token: string }[];

const minTokenLength = 16;

/**
 * `gateway=<token>,worker=<token>`: the tokens by which a service knows its callers. To rotate one, list the caller twice,
 * with the new and with the old token, and drop the old one once the caller sends the new one. A token belongs to one
 * caller.
 */
export const callerTokens = (callers: readonly string[]) =>
  z
    .string()
    .transform((text) => text.split(',').map((entry) => splitEntry(entry.trim())))
    .refine((entries) => entries.every(({ caller }) => callers.includes(caller)), {
      message: `must be a list of caller=token, of ${callers.join(', ')}`,
    })
    .refine((entries) => entries.every(({ token }) => token.length >= minTokenLength), {
      message: `has a token of fewer than ${minTokenLength} characters`,
    })
    .refine((entries) => new Set(entries.map(({ token }) => token)).size === entries.length, {
      message: 'has a token twice: each caller needs its own',
    })
    .transform((entries): CallerTokens => entries);

function splitEntry(entry: string): CallerTokens[number] {
  const at = entry.indexOf('=');
  return { caller: entry.slice(0, Math.max(at, 0)), token: entry.slice(at + 1) };
}
