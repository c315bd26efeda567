import { Client } from 'pg';

/** Tables below this share of all bytes are not worth a line. */
const leastShare = 0.005;

/** Bytes per case of each larger table, indexes and TOAST included, largest first. */
export async function readBytesPerCase(adminUrl: string): Promise<ReadonlyMap<string, number>> {
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    const { rows } = await admin.query<{ table: string; bytes: number }>(
      `select relname as table, pg_total_relation_size(oid)::float8 / (select count(*) from follow_up_case) as bytes
       from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 2 desc`,
    );
    const all = rows.reduce((sum, { bytes }) => sum + bytes, 0);
    return new Map(rows.filter(({ bytes }) => bytes > all * leastShare).map(({ table, bytes }) => [table, bytes]));
  } finally {
    await admin.end();
  }
}
