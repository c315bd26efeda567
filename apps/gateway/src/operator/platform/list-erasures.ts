import type { operatorErasure } from '@goen/contracts/public';
import { readCursor, toPage } from '@goen/service-kit';
import type { z } from 'zod';
import { type OperatorContext, withConsole } from '../operator-context.ts';

type Row = {
  readonly id: string;
  readonly company_id: string;
  readonly erased_at: Date | string;
  readonly erased_because: 'kept_no_longer' | null;
};

/** A page of erasures, the latest first, from an index that holds erased candidates only. */
export async function listErasures(
  context: OperatorContext,
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
) {
  const after = readCursor(cursor);
  const rows = await withConsole(context, (em) =>
    em.execute<Row[]>(
      `select id, company_id, erased_at, erased_because from candidate
       where erased_at is not null and merged_into is null
         ${after === null ? '' : 'and (erased_at, id) < (?, ?::uuid)'}
       order by erased_at desc, id desc limit ?`,
      [...(after === null ? [] : [after.at, after.id]), limit + 1],
    ),
  );
  const view = ({ id, company_id, erased_at, erased_because }: Row): z.infer<typeof operatorErasure> => ({
    candidate_id: id,
    company_id,
    erased_at: new Date(erased_at).toISOString(),
    because: erased_because ?? 'requested',
  });
  return toPage(rows, limit, view, ({ erased_at: at, id }) => ({ at: new Date(at), id }));
}
