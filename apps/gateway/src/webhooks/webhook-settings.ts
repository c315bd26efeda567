import type { Resolve } from './public-address.ts';

export type WebhookSettings = {
  /** AES-256: 32 bytes, that secrets are kept sealed with. */
  readonly secretKey: Buffer;
  /** Of development and tests: http, and addresses of this machine and its network. */
  readonly allowPrivate: boolean;
  readonly resolve: Resolve;
};
