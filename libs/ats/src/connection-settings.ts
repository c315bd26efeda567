import { base64Keys, type SealKeys } from '@goen/service-kit';
import { z } from 'zod';
import type { VendorAddresses } from './ats-vendor.ts';

/** What a process that opens connections takes from its environment; the addresses only where a local server stands. */
export const connectionEnvironment = {
  CONNECTION_SECRET_KEY: base64Keys(32),
  HERP_URL: z.url().optional(),
  ZOHO_RECRUIT_URL: z.url().optional(),
  ZOHO_ACCOUNTS_URL: z.url().optional(),
  HUBSPOT_URL: z.url().optional(),
};

export type ConnectionSettings = {
  /** AES-256: seals the secrets of connections. */
  readonly secretKey: SealKeys;
  readonly addresses: VendorAddresses;
};

const withoutSlash = (url: string | undefined) => url?.replace(/\/+$/, '');

export const connectionSettings = (env: z.output<z.ZodObject<typeof connectionEnvironment>>): ConnectionSettings => ({
  secretKey: env.CONNECTION_SECRET_KEY,
  addresses: {
    herp: withoutSlash(env.HERP_URL),
    zohoRecruit: withoutSlash(env.ZOHO_RECRUIT_URL),
    zohoAccounts: withoutSlash(env.ZOHO_ACCOUNTS_URL),
    hubspot: withoutSlash(env.HUBSPOT_URL),
  },
});
