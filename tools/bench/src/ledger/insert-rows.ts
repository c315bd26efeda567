import { Client } from 'pg';

/** As many as one transaction of the ledger takes at most. */
const entriesPerTransaction = 200;

/** Tables like those of the ledger, with their keys and indexes. */
const setUp = `
  create table plain_entry (like journal_entry including indexes);
  create table plain_line (like journal_line including indexes)`;

/**
 * The yardstick of the ledger: inserts the entries that it holds once more, with their lines, by plain multi-row inserts
 * on one connection, and returns the time in milliseconds.
 */
export async function insertSameRows(databaseUrl: string): Promise<number> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(setUp);
    const entries = await readRows(client, 'select * from journal_entry order by seq');
    const lines = Map.groupBy(await readRows(client, 'select * from journal_line'), ({ entry_seq: seq }) => seq);
    const startMs = performance.now();
    for (let from = 0; from < entries.length; from += entriesPerTransaction) {
      const some = entries.slice(from, from + entriesPerTransaction);
      await client.query('begin');
      await insertRows(client, 'plain_entry', some);
      await insertRows(
        client,
        'plain_line',
        some.flatMap(({ seq }) => lines.get(seq) ?? []),
      );
      await client.query('commit');
    }
    return performance.now() - startMs;
  } finally {
    await client.end();
  }
}

type Row = Readonly<Record<string, unknown>>;

const readRows = async (client: Client, query: string): Promise<Row[]> => (await client.query<Row>(query)).rows;

async function insertRows(client: Client, table: string, rows: readonly Row[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {});
  const places = rows.map(
    (_, row) => `(${columns.map((_column, n) => `$${row * columns.length + n + 1}`).join(', ')})`,
  );
  const values = rows.flatMap((row) => columns.map((column) => row[column]));
  await client.query(`insert into ${table} (${columns.join(', ')}) values ${places.join(', ')}`, values);
}
