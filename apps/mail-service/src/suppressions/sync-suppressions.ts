import { randomUUID } from 'node:crypto';
import { personHash } from '@goen/service-kit';
import type { MailContext } from '../mail-context.ts';
import type { ListedSuppression, MailProvider } from '../providers/provider.ts';
import { turnsOf } from '../sending/rate-limit.ts';

/** A provider's list is read from its newest end until a whole page is known. */
const maxPages = 1_000;

/**
 * Takes over what a provider refuses to send to of its own: a bounce or complaint of a time before us, or one whose
 * webhook was lost. Returns how many were new.
 */
export async function syncSuppressions(context: MailContext, provider: MailProvider): Promise<number> {
  let added = 0;
  let pages = 0;
  for await (const page of provider.suppressions(turnsOf(context.orm, provider))) {
    const fresh = await takeOver(context, page);
    added += fresh;
    pages += 1;
    if (fresh === 0 || pages === maxPages) break;
  }
  if (added > 0) context.logger.info({ provider: provider.name, added }, "taken over from the provider's suppressions");
  return added;
}

async function takeOver({ orm, personHashKey }: MailContext, page: readonly ListedSuppression[]): Promise<number> {
  const byHash = new Map(page.map(({ email, reason }) => [personHash(email, personHashKey), reason]));
  const rows = [...byHash]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([hash, reason]) => ({ id: randomUUID(), hash, reason }));
  const added = await orm.em.fork().execute<unknown[]>(
    `insert into suppression (id, person_hash, scope, company_id, reason, source, created_at)
     select r.id, r.hash, 'all', null, r.reason, 'provider', ?
     from jsonb_to_recordset(?::jsonb) as r(id uuid, hash text, reason text)
     on conflict on constraint suppression_once do nothing returning id`,
    [new Date(), JSON.stringify(rows)],
  );
  return added.length;
}
