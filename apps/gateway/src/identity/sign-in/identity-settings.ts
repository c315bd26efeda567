import type { Database } from '@goen/case-store';
import type { MailProviderName } from '@goen/contracts/workflow';
import type { Logger, SealKeys } from '@goen/service-kit';
import type { Resolve } from '@goen/service-kit/outbound';
import type { ServiceAddress } from '../../http/ask-service.ts';

export type IdentitySettings = {
  /** Of the database `identity`, and of the role that sees every company (null: no operator signs in here). */
  readonly url: string;
  readonly operatorUrl: string | null;
  /** Signs the cookies. */
  readonly secret: string;
  /** Opens the setup of an empty installation. */
  readonly setupToken: string | null;
  /** Opens the links that the demo prints; on one’s own machine only. */
  readonly demoSecret?: string | null;
  readonly trustedIssuers: readonly string[];
  /** In whose name people get sign-in links; without an address, in that of their company. */
  readonly operatorName: string;
  readonly mailFrom: string | null;
  /** What carries them; null: the provider of their company. Set only together with `mailFrom`. */
  readonly mailProvider: Exclude<MailProviderName, 'sandbox'> | null;
  /** Proxies in front of the gateway, which name the address that they received a request from. */
  readonly trustedProxies: number;
};

/** What identity needs of the gateway beside its own settings. */
export type IdentityContext = {
  readonly orm: Database;
  readonly logger: Logger;
  readonly personHashKey: string;
  readonly publicUrl: string;
  readonly mail: ServiceAddress;
  readonly connections: { readonly secretKey: SealKeys };
  /** How host names that companies give are resolved. */
  readonly webhooks: { readonly resolve: Resolve };
  readonly now: () => Date;
};
