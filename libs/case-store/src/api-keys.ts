import { createHash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { raw } from '@mikro-orm/core';
import { ApiKey } from './entities/company.ts';
import { type Database, withSecret } from './sessions.ts';

export const apiKeyHash = (key: string): string => createHash('sha256').update(key).digest('hex');

const keyPrefix = 'goen_';
const testKeyPrefix = 'goen_test_';
const shownCharacters = 6;
const secretCharacters = 43;
const checksumCharacters = 7;

/** Whether a key belongs to a sandbox company. */
export const isTestApiKey = (key: string): boolean => key.startsWith(testKeyPrefix);

/** A fresh key: shown once; only its hash and prefix are kept. 256 bits, so a plain hash is enough. */
export function newApiKey(isTest = false): { key: string; keyHash: string; prefix: string } {
  const prefix = isTest ? testKeyPrefix : keyPrefix;
  const unchecked = `${prefix}${randomBytes(32).toString('base64url')}`;
  const key = `${unchecked}${toChecksum(unchecked)}`;
  return { key, keyHash: apiKeyHash(key), prefix: key.slice(0, prefix.length + shownCharacters) };
}

/** CRC-32 of what stands before it: it protects from typos and cut keys, not from guesses. */
const toChecksum = (text: string): string => crc32(text).toString(36).padStart(checksumCharacters, '0');

/** Whether a text can be a key at all: a mistyped one is told apart without a look-up. Older keys have no checksum. */
export function isWellFormedKey(key: string): boolean {
  if (/^goen_[\w-]{43}$/.test(key)) return true;
  const unchecked = key.slice(0, -checksumCharacters);
  const prefix = isTestApiKey(key) ? testKeyPrefix : keyPrefix;
  return (
    key.startsWith(prefix) &&
    unchecked.length === prefix.length + secretCharacters &&
    key.slice(-checksumCharacters) === toChecksum(unchecked)
  );
}

export type FoundApiKey = { readonly row: ApiKey; readonly isCompanySuspended: boolean };

/** Null when the key is unknown, revoked or expired. */
export async function findApiKey(orm: Database, key: string): Promise<FoundApiKey | null> {
  const keyHash = apiKeyHash(key);
  const isValid = { revokedAt: null, $or: [{ expiresAt: null }, { expiresAt: { $gt: raw('now()') } }] };
  return withSecret(orm, keyHash, async (em) => {
    const row = await em.findOne(ApiKey, { keyHash, ...isValid });
    if (row === null) return null;
    const [company] = await em.execute<{ is_suspended: boolean }[]>(
      'select is_company_of_key_suspended() as is_suspended',
    );
    return { row, isCompanySuspended: company?.is_suspended === true };
  });
}
