import type { SealKeys } from '@goen/service-kit';
import type { Outbound } from '@goen/service-kit/outbound';

export type WebhookSettings = Outbound & {
  /** Endpoint secrets are sealed with them. */
  readonly secretKey: SealKeys;
};
