export { base64Keys, ConfigError, readConfig } from './config.ts';
export * from './http/index.ts';
export { createLogger, type Logger } from './logger.ts';
export { domainOf, normaliseEmail, personHash } from './person-hash.ts';
export { repeat } from './repeat.ts';
export { parseRetryAfterMs } from './retry-after.ts';
export { type SealKeys, seal, sealPrefixBytes, unseal, unsealBytes } from './seal.ts';
export { runUntilSignal } from './shutdown.ts';
export { callVendor, isPermanentFault, type VendorAnswer, VendorError, type VendorRequest } from './vendor-call.ts';
