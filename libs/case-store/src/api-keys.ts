import { createHash, randomBytes } from 'node:crypto';
import { ApiKey } from './entities/company.ts';
import { type Database, withSecret } from './sessions.ts';

export const apiKeyHash = (key: string): string => createHash('sha256').update(key).digest('hex');

/** A fresh key: shown once; only its hash and prefix are kept. 256 bits, so a plain hash is enough. */
export function newApiKey(): { key: string; keyHash: string; prefix: string } {
  const key = `goen_${randomBytes(32).toString('base64url')}`;
  return { key, keyHash: apiKeyHash(key), prefix: key.slice(0, 11) };
}

/** The key's row, or null when it is unknown or revoked. */
export async function findApiKey(orm: Database, key: string): Promise<ApiKey | null> {
  const keyHash = apiKeyHash(key);
  return withSecret(orm, keyHash, (em) => em.findOne(ApiKey, { keyHash, revokedAt: null }));
}
