import type { SealKeys } from '@goen/service-kit';
import type { Outbound } from '@goen/service-kit/outbound';

export type WebhookSettings = Outbound & {
  /** Seals the secrets of endpoints. */
  readonly secretKey: SealKeys;
};
