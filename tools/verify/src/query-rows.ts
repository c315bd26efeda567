import { setTimeout as sleep } from 'node:timers/promises';
import { connectToPostgres, type ServiceDatabase } from '@goen/postgres-server';

export type QueryRows = (sql: string, values?: readonly unknown[]) => Promise<Record<string, unknown>[]>;
type Client = Awaited<ReturnType<typeof connectToPostgres>>;

const maxAttempts = 60;
const pauseMs = 1_000;

/**
 * Reads the rows of every company of one database: as a role that row-level security does not bind, one query after the
 * other, through crashes of the server.
 */
export function openQueries(
  adminUrl: string,
  database: ServiceDatabase,
): { readonly query: QueryRows; readonly close: () => Promise<void> } {
  const url = Object.assign(new URL(adminUrl), { pathname: `/${database}` }).href;
  let client: Client | null = null;
  let last: Promise<unknown> = Promise.resolve();

  const attempt = async (sql: string, values: readonly unknown[]) => {
    if (client === null) {
      client = await connectToPostgres(url);
      // Without a listener it would end the process; the next query finds out.
      client.on('error', () => {});
    }
    return (await client.query<Record<string, unknown>>(sql, [...values])).rows;
  };
  const run = async (sql: string, values: readonly unknown[]) => {
    for (let n = 1; ; n += 1) {
      try {
        return await attempt(sql, values);
      } catch (error) {
        // What PostgreSQL refuses has a position in the query; what it lost has none.
        if (n === maxAttempts || (error as { position?: string }).position !== undefined) throw error;
        client?.end().catch(() => {});
        client = null;
        await sleep(pauseMs);
      }
    }
  };
  return {
    query: (sql, values = []) => {
      const result = last.then(() => run(sql, values));
      last = result.catch(() => {});
      return result;
    },
    close: async () => {
      await last;
      await client?.end();
    },
  };
}
