import { createHmac } from 'node:crypto';

/** Trimmed, NFKC, lower case. Dots and plus tags stay: what they mean is up to the provider. */
export const normaliseEmail = (email: string): string => email.trim().normalize('NFKC').toLowerCase();

/** HMAC-SHA256 of the normalised address, hex. Identifies a person across companies and survives erasure. */
export const personHash = (email: string, key: string): string =>
  createHmac('sha256', key).update(normaliseEmail(email)).digest('hex');

/** `recruit@jobs.example.jp` → `jobs.example.jp` */
export const readDomain = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();
