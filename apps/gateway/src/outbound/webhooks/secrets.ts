import { randomBytes } from 'node:crypto';

const secretBytes = 32;

/** A fresh secret as Standard Webhooks writes them: `whsec_` and base64. */
export const newSecret = (): string => `whsec_${randomBytes(secretBytes).toString('base64')}`;
