import { base64Keys, type SealKeys } from '@goen/service-kit';
import { z } from 'zod';
import type { VendorAddresses } from './ats-vendor.ts';

/** Environment of a process that opens connections. The addresses are set only where local servers replace vendors. */
export const connectionEnvironment = {
  CONNECTION_SECRET_KEY: base64Keys(32),
  HERP_URL: z.url().optional(),
  ZOHO_RECRUIT_URL: z.url().optional(),
  ZOHO_ACCOUNTS_URL: z.url().optional(),
  HUBSPOT_URL: z.url().optional(),
};

export type ConnectionSettings = {
  /** AES-256 keys that seal the secrets of connections. */
  readonly secretKey: SealKeys;
  readonly addresses: VendorAddresses;
};

const stripTrailingSlash = (url: string | undefined) => url?.replace(/\/+$/, '');

export const toConnectionSettings = (env: z.output<z.ZodObject<typeof connectionEnvironment>>): ConnectionSettings => ({
  secretKey: env.CONNECTION_SECRET_KEY,
  addresses: {
    herp: stripTrailingSlash(env.HERP_URL),
    zohoRecruit: stripTrailingSlash(env.ZOHO_RECRUIT_URL),
    zohoAccounts: stripTrailingSlash(env.ZOHO_ACCOUNTS_URL),
    hubspot: stripTrailingSlash(env.HUBSPOT_URL),
  },
});
