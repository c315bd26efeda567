import type { openHold } from '@goen/contracts/internal';
import { readSeqCursor, toSeqPage } from '@goen/service-kit';
import type { Database } from '@goen/service-kit/database';
import type { z } from 'zod';

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
    [new Date(olderThan), readSeqCursor(cursor), limit + 1],
  );
  type HoldRow = (typeof rows)[number];
  const view = ({ company_id: company, id, at }: HoldRow): OpenHold => ({
    company,
    id,
    heldAt: new Date(at).toISOString(),
  });
  return toSeqPage(rows, limit, view, ({ seq }) => seq);
}
