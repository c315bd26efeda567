import { randomUUID } from 'node:crypto';
import { personHash } from '@goen/service-kit';
import { Suppression } from '../database/suppression.ts';
import type { MailContext } from '../mail-context.ts';
import type { ListedSuppression, MailProvider } from '../providers/provider.ts';
import { createRateLimiter } from '../sending/rate-limit.ts';

const maxPages = 1_000;

/**
 * Takes over what a provider refuses to send to of its own: a bounce or complaint of a time before us, or one whose
 * webhook was lost. Its list is read from the newest end down to a page that was taken over whole, and written at once: a
 * run that breaks off leaves no gap that a later one would take for read. One known entry is no end of what is new: it
 * may have come to the list a second time, or stand on another provider's too. Returns how many were new.
 */
export async function syncSuppressions(context: MailContext, provider: MailProvider): Promise<number> {
  const listed = new Map<string, ListedSuppression['reason']>();
  let pages = 0;
  for await (const page of provider.suppressions?.(createRateLimiter(context.orm, provider)) ?? []) {
    const hashes = page.map(({ email }) => personHash(email, context.personHashKey));
    for (const [nth, hash] of hashes.entries()) listed.set(hash, page[nth]?.reason ?? 'bounced');
    pages += 1;
    if (pages === maxPages || (await isAlreadySynced(context, hashes))) break;
  }
  const added = listed.size === 0 ? 0 : await upsertListed(context, listed);
  if (added > 0) context.logger.info({ provider: provider.name, added }, "taken over from the provider's suppressions");
  return added;
}

async function isAlreadySynced({ orm }: MailContext, hashes: readonly string[]): Promise<boolean> {
  const distinct = [...new Set(hashes)];
  const known = { personHash: { $in: distinct }, scope: 'all', source: 'provider' } as const;
  return (await orm.em.fork().count(Suppression, known)) === distinct.length;
}

/** One that our own webhook told of first is from now on the provider's: where the next run may stop. */
async function upsertListed({ orm }: MailContext, listed: ReadonlyMap<string, string>): Promise<number> {
  const rows = [...listed]
    .sort(([a], [b]) => (a < b ? -1 : 1))
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
