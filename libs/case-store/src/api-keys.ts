import { createHash, randomBytes } from 'node:crypto';
import { ApiKey } from './entities/company.ts';
import { type Database, withSecret } from './sessions.ts';

export const apiKeyHash = (key: string): string => createHash('sha256').update(key).digest('hex');

const keyPrefix = 'goen_';
const testKeyPrefix = 'goen_test_';
const shownCharacters = 6;

/** Whether a key belongs to a sandbox company. */
export const isTestApiKey = (key: string): boolean => key.startsWith(testKeyPrefix);

/** A fresh key: shown once; only its hash and prefix are kept. 256 bits, so a plain hash is enough. */
export function newApiKey(isTest = false): { key: string; keyHash: string; prefix: string } {
  const prefix = isTest ? testKeyPrefix : keyPrefix;
  const key = `${prefix}${randomBytes(32).toString('base64url')}`;
  return { key, keyHash: apiKeyHash(key), prefix: key.slice(0, prefix.length + shownCharacters) };
}

/** The key's row, or null when it is unknown or revoked. */
export async function findApiKey(orm: Database, key: string): Promise<ApiKey | null> {
  const keyHash = apiKeyHash(key);
  return withSecret(orm, keyHash, (em) => em.findOne(ApiKey, { keyHash, revokedAt: null }));
}
