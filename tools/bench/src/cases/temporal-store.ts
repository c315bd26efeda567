import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';

/** Temporal's own database, read beside the server. */
export type TemporalStore = {
  /** Pending timers: one per sleeping workflow. */
  countTimers(): Promise<number>;
  /** Live bytes, indexes included; a fresh copy of what is left after deletions. */
  measureBytes(): Promise<number>;
  close(): Promise<void>;
};

export function openSqliteStore(file: string): TemporalStore {
  const database = new DatabaseSync(file, { readOnly: true });
  const readNumber = (sql: string): number => Number(Object.values(database.prepare(sql).get() ?? {})[0]);
  return {
    countTimers: () => Promise.resolve(readNumber('select count(*) from timer_info_maps')),
    measureBytes: () => {
      const pages = readNumber('pragma page_count') - readNumber('pragma freelist_count');
      return Promise.resolve(pages * readNumber('pragma page_size'));
    },
    close: () => Promise.resolve(database.close()),
  };
}

export async function openPostgresStore(adminUrl: string): Promise<TemporalStore> {
  const connect = async (database: string) => {
    const url = new URL(adminUrl);
    url.pathname = database;
    const client = new Client({ connectionString: url.href });
    await client.connect();
    return client;
  };
  const main = await connect('temporal');
  const visibility = await connect('temporal_visibility');
  return {
    async countTimers() {
      const { rows } = await main.query<{ count: string }>('select count(*) from timer_info_maps');
      return Number(rows[0]?.count);
    },
    measureBytes: async () => (await measureDatabase(main)) + (await measureDatabase(visibility)),
    async close() {
      await main.end();
      await visibility.end();
    },
  };
}

/** Bytes of a database without what deletions left behind. */
export async function measureDatabase(client: Client): Promise<number> {
  await client.query('vacuum full');
  const { rows } = await client.query<{ bytes: string }>('select pg_database_size(current_database()) as bytes');
  return Number(rows[0]?.bytes);
}
