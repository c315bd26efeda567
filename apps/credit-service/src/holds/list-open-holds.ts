import type { openHold } from '@goen/contracts/internal';
import type { Database } from '@goen/service-kit/database';
import type { z } from 'zod';
import { readSeq } from '../ledger/read-journal.ts';

type OpenHold = z.infer<typeof openHold>;
type OpenHoldQuery = { readonly olderThan: string; readonly cursor?: string | undefined; readonly limit: number };

/**
 * Holds of all companies that are older than an instant and neither captured nor released, oldest first. The workflow of
 * an old hold may have died; the relay's sweep settles it.
 */
export async function listOpenHolds(
  orm: Database,
  { olderThan, cursor, limit }: OpenHoldQuery,
): Promise<{ items: OpenHold[]; next: string | null }> {
  const rows = await orm.em.fork().execute<{ seq: string; company_id: string; id: string; at: string }[]>(
    `select seq, company_id, id, at from journal_entry made
     where kind = 'hold' and at < ? and seq > ? and not exists (select 1 from journal_entry ended
       where ended.company_id = made.company_id and ended.reverses = made.id)
     order by seq limit ?`,
    [new Date(olderThan), readSeq(cursor), limit + 1],
  );
  const shown = rows.slice(0, limit);
  const items = shown.map(({ company_id: company, id, at }) => ({ company, id, heldAt: new Date(at).toISOString() }));
  return { items, next: rows.length > limit ? String(shown.at(-1)?.seq) : null };
}
