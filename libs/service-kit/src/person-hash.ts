import { createHmac } from 'node:crypto';
import { toMailboxKey } from './mail-address.ts';

/** HMAC-SHA256 of the mailbox's key, hex. Identifies a person across companies and survives erasure. */
export const personHash = (email: string, key: string): string =>
  createHmac('sha256', key).update(toMailboxKey(email)).digest('hex');

/** `recruit@jobs.example.jp` → `jobs.example.jp` */
export const readDomain = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();
