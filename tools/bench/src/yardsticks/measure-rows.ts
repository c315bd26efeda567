import { Client, type CustomTypesConfig, escapeIdentifier } from 'pg';
import { runConcurrently } from '../run-concurrently.ts';

/** Tables that one accepted rejection writes rows to, in the order in which they refer to each other. */
const tables = {
  candidate: 'r.candidate_id = t.id',
  candidate_address: 'r.candidate_id = t.candidate_id',
  candidate_tag: 'r.candidate_id = t.candidate_id',
  application: 'r.application_id = t.id',
  follow_up_case: 'r.case_id = t.id',
  rejection: 'r.id = t.id',
  fact: 'r.case_id = t.case_id',
  outbox: 'r.case_id = t.case_id',
} as const;

type Row = { readonly table: string; readonly columns: readonly string[]; readonly values: readonly (string | null)[] };

/** Values stay as PostgreSQL writes them, so that they can be inserted as they are. */
const asText = { getTypeParser: () => (text: string) => text } as unknown as CustomTypesConfig;

/**
 * Copies of the tables, with their keys and indexes but without policies and triggers, and the rows of up to `reports`
 * accepted rejections, by rejection. `client`: of a superuser.
 */
export async function copyRows(client: Client, reports: number): Promise<Row[][]> {
  await client.query('drop schema if exists yardstick cascade; create schema yardstick');
  const rowsByRejection = new Map<string, Row[]>();
  for (const [table, join] of Object.entries(tables)) {
    await client.query(`create table yardstick.${table} (like public.${table} including all)`);
    const { rows, fields } = await client.query<(string | null)[]>({
      text: `select r.id as rejection, t.* from public.${table} t
             join (select * from public.rejection order by accepted_at limit ${reports}) r on ${join}`,
      rowMode: 'array',
      types: asText,
    });
    const columns = fields.slice(1).map(({ name }) => name);
    for (const [rejection, ...values] of rows) {
      if (rejection)
        rowsByRejection.set(rejection, [...(rowsByRejection.get(rejection) ?? []), { table, columns, values }]);
    }
  }
  return [...rowsByRejection.values()];
}

const toInsert = ({ table, columns }: Row, count: number): string => {
  const rows = Array.from({ length: count }, (_, row) => {
    const parameters = columns.map((_name, column) => `$${row * columns.length + column + 1}`);
    return `(${parameters.join(', ')})`;
  });
  return `insert into yardstick.${table} (${columns.map(escapeIdentifier).join(', ')})
    overriding system value values ${rows.join(', ')}`;
};

/** Reports per second when a plain client inserts the very rows, one transaction per report, `concurrency` at a time. */
export async function measureRows(url: string, reports: readonly Row[][], concurrency: number): Promise<number> {
  const clients = await connectAll(url, concurrency);
  try {
    const seconds = await runConcurrently(reports, clients, async (rows, client) => {
      await client.query('begin');
      for (const row of rows) {
        await client.query({ name: row.table, text: toInsert(row, 1), values: [...row.values] });
      }
      await client.query('commit');
    });
    return reports.length / seconds;
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}

/** The same rows with one insert per table and `perTransaction` reports, one transaction after the other. */
export async function measureMultiRows(client: Client, reports: readonly Row[][], perTransaction: number) {
  const startMs = performance.now();
  for (let start = 0; start < reports.length; start += perTransaction) {
    const rowsByTable = Map.groupBy(reports.slice(start, start + perTransaction).flat(), ({ table }) => table);
    await client.query('begin');
    for (const rows of rowsByTable.values()) {
      const [first] = rows;
      if (first)
        await client.query(
          toInsert(first, rows.length),
          rows.flatMap(({ values }) => [...values]),
        );
    }
    await client.query('commit');
  }
  return reports.length / ((performance.now() - startMs) / 1000);
}

async function connectAll(url: string, count: number): Promise<Client[]> {
  const clients = Array.from({ length: count }, () => new Client({ connectionString: url }));
  await Promise.all(clients.map((client) => client.connect()));
  return clients;
}
