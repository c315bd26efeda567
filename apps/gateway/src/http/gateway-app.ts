import type { ConnectionSettings } from '@goen/ats';
import type { Database } from '@goen/case-store';
import type { AppEnv, CallerTokens, Logger, ServiceApp } from '@goen/service-kit';
import type { WebhookSettings } from '@goen/webhooks';
import type { PrincipalVariables } from '../identity/principal.ts';
import type { Session } from '../identity/sessions/find-session.ts';
import type { Identity } from '../identity/sign-in/identity.ts';
import type { LiveHub } from '../live/live-hub.ts';
import type { ServiceAddress } from './ask-service.ts';

export type GatewayEnv = AppEnv & { Variables: PrincipalVariables & { session: Session } };
export type GatewayApp = ServiceApp<GatewayEnv>;

/** What routes need. `now` is the wall clock: when something was reported or asked, never when a mail is due. */
export type GatewayContext = {
  readonly orm: Database;
  readonly logger: Logger;
  readonly personHashKey: string;
  readonly now: () => Date;
  readonly mail: ServiceAddress;
  readonly credit: ServiceAddress;
  readonly webhooks: WebhookSettings;
  readonly connections: ConnectionSettings;
  /** Where the gateway is reached from outside. */
  readonly publicUrl: string;
  readonly identity: Identity;
  readonly live: LiveHub;
  /** What mail-service shows when it tells of bounces and complaints. */
  readonly mailEventsTokens: CallerTokens;
  /** In development: cases of any company can be fast-forwarded. */
  readonly advancesAnyCase?: boolean;
};
