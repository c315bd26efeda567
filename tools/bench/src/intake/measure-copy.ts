import { join } from 'node:path';
import type { Client } from 'pg';

/** Tables that one accepted rejection writes a row to, with their aliases. */
const tables = {
  rejection: 'r',
  candidate: 'c',
  candidate_address: 'd',
  application: 'a',
  follow_up_case: 'f',
  fact: 'x',
  outbox: 'o',
} as const;

/**
 * Seconds that PostgreSQL takes to COPY `rows` rows into a plain table (no keys, indexes or policies) with all columns
 * that an accepted rejection writes. `client`: of a superuser, after the rejections were accepted.
 */
export async function measureCopySeconds(client: Client, rows: number): Promise<number> {
  const { rows: columnRows } = await client.query<{ table_name: string; column_name: string }>(
    `select table_name, column_name from information_schema.columns
     where table_schema = 'public' and table_name = any($1) order by table_name, ordinal_position`,
    [Object.keys(tables)],
  );
  const columns = columnRows.map(({ table_name: table, column_name: column }) => {
    const alias = tables[table as keyof typeof tables];
    return `${alias}."${column}" as "${alias}_${column}"`;
  });
  await client.query(
    `create table plain as select ${columns.join(', ')}
     from rejection r join candidate c on c.id = r.candidate_id join application a on a.id = r.application_id
       join follow_up_case f on f.id = r.case_id join fact x on x.case_id = f.id and x.kind = 'rejection.reported'
       left join candidate_address d on d.candidate_id = c.id left join outbox o on o.case_id = f.id and o.kind = 'start'
     limit ${rows}`,
  );
  const { rows: folders } = await client.query<{ data_directory: string }>('show data_directory');
  const file = client.escapeLiteral(join(folders[0]?.data_directory ?? '', 'plain.copy'));
  await client.query(`copy plain to ${file}`);
  await client.query('truncate plain');
  await client.query('checkpoint');
  const startMs = performance.now();
  await client.query(`copy plain from ${file}`);
  return (performance.now() - startMs) / 1000;
}
