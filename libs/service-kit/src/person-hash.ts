import { createHmac } from 'node:crypto';

/** The address as one mailbox: trimmed, NFKC, lower case. Dots and plus tags stay: their meaning is the provider's. */
export const normaliseEmail = (email: string): string => email.trim().normalize('NFKC').toLowerCase();

/** HMAC-SHA256 of the normalised address, hex: the same human across companies, and what outlives erasure. */
export const personHash = (email: string, key: string): string =>
  createHmac('sha256', key).update(normaliseEmail(email)).digest('hex');

/** `recruit@jobs.example.jp` → `jobs.example.jp` */
export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();
