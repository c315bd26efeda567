import { connectToPostgres, serviceDatabases } from '@goen/postgres-server';
import type { Matcher } from './find-canaries.ts';

/** Where a value was found: `cases.candidate.email`, with the fields. */
export type Hits = ReadonlyMap<string, ReadonlySet<string>>;

/** Searches every column of every table of all databases, whatever row-level security says. */
export async function searchDatabases(adminUrl: string, find: Matcher): Promise<Hits> {
  const hits = new Map<string, Set<string>>();
  for (const database of serviceDatabases) {
    const client = await connectToPostgres(Object.assign(new URL(adminUrl), { pathname: `/${database}` }).href);
    try {
      const { rows: tables } = await client.query<{ schema: string; name: string }>(
        `select schemaname as schema, tablename as name from pg_tables
         where schemaname not in ('pg_catalog', 'information_schema') order by 1, 2`,
      );
      for (const { schema, name } of tables) {
        const { rows } = await client.query<Record<string, unknown>>(`select * from "${schema}"."${name}"`);
        const table = `${database}.${schema === 'public' ? '' : `${schema}.`}${name}`;
        for (const row of rows) {
          for (const [column, value] of Object.entries(row)) addHits(hits, `${table}.${column}`, find(toBytes(value)));
        }
      }
    } finally {
      await client.end();
    }
  }
  return hits;
}

function toBytes(value: unknown): Buffer {
  if (Buffer.isBuffer(value)) return value;
  return Buffer.from(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));
}

export function addHits(hits: Map<string, Set<string>>, place: string, fields: ReadonlySet<string>): void {
  if (fields.size > 0) hits.set(place, new Set([...(hits.get(place) ?? []), ...fields]));
}
