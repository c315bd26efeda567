import type { ServiceDatabase } from '@goen/postgres-server';
import { connectToPostgres } from '@goen/postgres-server';

export type QueryRows = (sql: string, values?: readonly unknown[]) => Promise<Record<string, unknown>[]>;

/** Reads the rows of every company of one database: as a role that row-level security does not bind. */
export async function openQueries(
  adminUrl: string,
  database: ServiceDatabase,
): Promise<{ readonly query: QueryRows; readonly close: () => Promise<void> }> {
  const client = await connectToPostgres(Object.assign(new URL(adminUrl), { pathname: `/${database}` }).href);
  return {
    query: async (sql, values = []) => (await client.query<Record<string, unknown>>(sql, [...values])).rows,
    close: () => client.end(),
  };
}
