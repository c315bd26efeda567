import { createHmac } from 'node:crypto';
import { toMailboxKey } from '@goen/service-kit';

/**
 * By what a person who signs in is found before a company is known. Not the hash of candidates: who recruits and who
 * applied are never compared.
 */
export const memberHash = (email: string, key: string): string =>
  createHmac('sha256', key)
    .update(`member:${toMailboxKey(email)}`)
    .digest('hex');
