import type { Outbound } from '@goen/service-kit/outbound';

export type WebhookSettings = Outbound & {
  /** AES-256: 32 bytes, that secrets are kept sealed with. */
  readonly secretKey: Buffer;
};
