import { z } from 'zod';
import type { VendorSandboxOptions } from './sandbox-options.ts';
import { splitCommaList } from './shared/comma-list.ts';

const limit = z.union([z.literal('off').transform(() => null), z.coerce.number().int().min(1)]);
const list = z.string().transform(splitCommaList);

const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(4700),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z.string().default('.data/vendor-sandbox'),
  SEED: z.coerce.number().int().default(1),
  /** How many rejected sample candidates HERP and Zoho start with. */
  CANDIDATES: z.coerce.number().int().min(0).max(10_000).default(0),
  /** Accepted keys and tokens, separated by commas. Without a list, every one is accepted. */
  HERP_API_KEYS: list.optional(),
  HUBSPOT_ACCESS_TOKENS: list.optional(),
  HUBSPOT_CONTACT_PROPERTIES: list.optional(),
  /** Set all three, or every client is accepted. */
  ZOHO_CLIENT_ID: z.string().optional(),
  ZOHO_CLIENT_SECRET: z.string().optional(),
  ZOHO_REFRESH_TOKEN: z.string().optional(),
  ZOHO_TOKEN_LIFETIME_MS: z.coerce.number().int().min(1).optional(),
  /** Requests per minute, or `off`. */
  HERP_RATE_LIMIT: limit.optional(),
  /** Requests per ten seconds, or `off`. */
  HUBSPOT_RATE_LIMIT: limit.optional(),
});

const dropUndefined = <T extends Record<string, unknown>>(fields: T) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };

/** Reads the sandbox's options from its environment. Throws a ZodError that lists every invalid variable. */
export function readSettings(env: NodeJS.ProcessEnv): VendorSandboxOptions {
  const settings = environment.parse(env);
  const { ZOHO_CLIENT_ID: id, ZOHO_CLIENT_SECRET: secret, ZOHO_REFRESH_TOKEN: refreshToken } = settings;
  return {
    port: settings.PORT,
    host: settings.HOST,
    dataDir: settings.DATA_DIR,
    seed: settings.SEED,
    candidates: settings.CANDIDATES,
    limits: {
      herp: dropUndefined({ apiKeys: settings.HERP_API_KEYS, requestsPerMinute: settings.HERP_RATE_LIMIT }),
      zoho: dropUndefined({
        client: id && secret && refreshToken ? { id, secret, refreshToken } : undefined,
        tokenLifetimeMs: settings.ZOHO_TOKEN_LIFETIME_MS,
      }),
      hubspot: dropUndefined({
        accessTokens: settings.HUBSPOT_ACCESS_TOKENS,
        contactProperties: settings.HUBSPOT_CONTACT_PROPERTIES,
        requestsPerTenSeconds: settings.HUBSPOT_RATE_LIMIT,
      }),
    },
  };
}
