import type { operatorConnection, operatorConnectionQuery } from '@goen/contracts/public';
import { readCursor, toPage } from '@goen/service-kit';
import type { z } from 'zod';
import { type OperatorContext, toInstant, withConsole } from '../operator-context.ts';

type View = z.infer<typeof operatorConnection>;
type Times = 'last_run_at' | 'last_ok_at' | 'last_error_at';
type Row = Omit<View, Times> & { readonly [K in Times | 'created_at']: Date | string | null };

/** A page of the connections of all companies, newest first: there are at most 50 per company. */
export async function listOperatorConnections(
  context: OperatorContext,
  query: z.output<typeof operatorConnectionQuery>,
) {
  const { cursor, limit, company_id: companyId, failing } = query;
  const after = readCursor(cursor);
  const hasFailed = 'n.last_error_at is not null and (n.last_ok_at is null or n.last_ok_at < n.last_error_at)';
  const conditions = [
    `n.state <> 'deleted'`,
    ...(companyId === undefined ? [] : ['n.company_id = ?']),
    ...(failing === undefined ? [] : [`(${hasFailed}) = ${failing}`]),
    ...(after === null ? [] : ['(n.created_at, n.id) < (?, ?::uuid)']),
  ];
  const rows = await withConsole(context, (em) =>
    em.execute<Row[]>(
      `select n.id, n.company_id, n.kind, n.name, n.state, n.counts, n.last_run_at, n.last_ok_at, n.last_error,
         n.last_error_at, n.created_at
       from connection n where ${conditions.join(' and ')} order by n.created_at desc, n.id desc limit ?`,
      [...(companyId === undefined ? [] : [companyId]), ...(after === null ? [] : [after.at, after.id]), limit + 1],
    ),
  );
  return toPage(rows, limit, viewConnection, ({ created_at: at, id }) => ({ at: new Date(at ?? 0), id }));
}

const viewConnection = ({ created_at: _createdAt, last_run_at, last_ok_at, last_error_at, ...row }: Row): View => ({
  ...row,
  last_run_at: toInstant(last_run_at),
  last_ok_at: toInstant(last_ok_at),
  last_error_at: toInstant(last_error_at),
});
