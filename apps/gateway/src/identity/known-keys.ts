import { toTokyoDate } from '@goen/case-domain';
import { ApiKey, apiKeyHash, type Database, type FoundApiKey, findApiKey, withCompany } from '@goen/case-store';

/** How long a revoked key may still be accepted: documented as at most a second. */
export const maxKeyAgeMs = 500;
const maxKeys = 10_000;

type KnownKey = { readonly row: Promise<FoundApiKey | null>; readonly readMs: number };

/**
 * Finds API keys, and remembers each for `maxKeyAgeMs`: reading it costs as much as accepting a report. Unknown keys are
 * not remembered, so that a key works as soon as it exists.
 */
export function createKeyLookup(
  orm: Database,
  nowMs = () => performance.now(),
): (key: string) => Promise<FoundApiKey | null> {
  const known = new Map<string, KnownKey>();
  return (key) => {
    const hash = apiKeyHash(key);
    const earlier = known.get(hash);
    const readMs = nowMs();
    if (earlier && readMs - earlier.readMs < maxKeyAgeMs) return earlier.row;
    const row = findApiKey(orm, key);
    known.delete(hash);
    for (const [oldest] of known) {
      if (known.size < maxKeys) break;
      known.delete(oldest);
    }
    known.set(hash, { row, readMs });
    const forget = () => {
      if (known.get(hash)?.row === row) known.delete(hash);
    };
    row.then((found) => (found ? void noteUse(orm, found.row).catch(() => undefined) : forget()), forget);
    return row;
  };
}

/** Once per key and day, after the request has what it needs. */
async function noteUse(orm: Database, { id, companyId, lastUsedOn }: ApiKey): Promise<void> {
  const today = toTokyoDate(Date.now());
  if (lastUsedOn === today) return;
  await withCompany(orm, companyId, (em) => em.nativeUpdate(ApiKey, { id, companyId }, { lastUsedOn: today }));
}
