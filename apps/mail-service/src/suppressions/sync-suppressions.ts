import { randomUUID } from 'node:crypto';
import { type Logger, personHash } from '@goen/service-kit';
import type { Database } from '@goen/service-kit/database';
import { Suppression } from '../database/suppression.ts';
import type { ListedSuppression, MailProvider } from '../providers/provider.ts';
import { createRateLimiter } from '../sending/rate-limit.ts';

const maxPages = 1_000;

type Deps = { readonly orm: Database; readonly personHashKey: string; readonly logger: Logger };

/**
 * Copies the addresses that a provider itself refuses to send to: bounces and complaints from before our time, or whose
 * webhook was lost. The list is read from the newest entry down to the first page that is known in full, and written at
 * once, so that an aborted run leaves no gap for a later one. A single known entry does not end a run: it may have been
 * listed a second time, or be on another provider's list too. Returns how many were new.
 */
export async function syncSuppressions(deps: Deps, provider: MailProvider): Promise<number> {
  const { orm, personHashKey, logger } = deps;
  const reasonByHash = new Map<string, ListedSuppression['reason']>();
  let pages = 0;
  for await (const page of provider.listSuppressions?.(createRateLimiter(orm, provider)) ?? []) {
    const hashed = page.map(({ email, reason }) => ({ hash: personHash(email, personHashKey), reason }));
    for (const { hash, reason } of hashed) reasonByHash.set(hash, reason);
    pages += 1;
    const hashes = new Set(hashed.map(({ hash }) => hash));
    if (pages === maxPages || (await areAllSynced(orm, [...hashes]))) break;
  }
  const added = reasonByHash.size === 0 ? 0 : await upsertSuppressions(orm, reasonByHash);
  if (added > 0) logger.info({ provider: provider.name, added }, "Synced the provider's suppressions");
  return added;
}

async function areAllSynced(orm: Database, hashes: readonly string[]): Promise<boolean> {
  const synced = { personHash: { $in: [...hashes] }, scope: 'all', source: 'provider' } as const;
  return (await orm.em.fork().count(Suppression, synced)) === hashes.length;
}

/** An entry that our own webhook reported first becomes the provider's: that is where the next run may stop. */
async function upsertSuppressions(orm: Database, reasonByHash: ReadonlyMap<string, string>): Promise<number> {
  const rows = [...reasonByHash]
    .sort(([hashA], [hashB]) => (hashA < hashB ? -1 : 1))
    .map(([hash, reason]) => ({ id: randomUUID(), hash, reason }));
  const written = await orm.em.fork().execute<{ is_new: boolean }[]>(
    `insert into suppression as s (id, person_hash, scope, company_id, reason, source, created_at)
     select r.id, r.hash, 'all', null, r.reason, 'provider', ?
     from jsonb_to_recordset(?::jsonb) as r(id uuid, hash text, reason text)
     on conflict on constraint suppression_once do update set source = 'provider' where s.source <> 'provider'
     returning xmax = 0 as is_new`,
    [new Date(), JSON.stringify(rows)],
  );
  return written.filter((row) => row.is_new).length;
}
