/** The job that seals stored values again after a key has changed, so that the old key can be dropped. */
import { Client } from 'pg';
import { z } from 'zod';
import { base64Keys, ConfigError, readConfig } from './config.ts';
import { type SealKeys, seal, unsealBytes } from './seal.ts';

/** A column whose values are sealed. The SQL is our own. */
export type SealedColumn = {
  readonly table: string;
  readonly column: string;
  /** The primary key, in the order of its index. */
  readonly key: readonly string[];
  /** Whom a value of row `t` is sealed for, in SQL. */
  readonly owner: string;
  /** Of columns that hold base64. */
  readonly isText?: boolean;
};

type RotationCounts = { resealed: number; current: number; unreadable: number };

/**
 * The value, sealed by the first of `keys`; null when it is already. Throws when none of them opens it. A value from
 * before `seal` named its format counts as sealed by another key.
 */
function reseal(sealed: Uint8Array, owner: string, keys: readonly Uint8Array[]): Buffer | null {
  const [first] = keys;
  if (first === undefined) throw new Error('No key to seal with.');
  try {
    unsealBytes(sealed, owner, first);
    return null;
  } catch {
    return seal(unsealBytes(sealed, owner, keys), owner, keys);
  }
}

const pageRows = 500;

/**
 * Seals a column's values by the first key, a page at a time and while services run: a value that changed meanwhile is
 * left to whoever changed it. Stopped at any moment, it goes on where it is needed when it runs again.
 */
async function resealColumn(
  client: Client,
  { table, column, key, owner, isText = false }: SealedColumn,
  keys: readonly Uint8Array[],
  report: (counts: RotationCounts) => void,
): Promise<RotationCounts> {
  const counts: RotationCounts = { resealed: 0, current: 0, unreadable: 0 };
  const fields = key.map((name, index) => `t."${name}" as k${index}`).join(', ');
  const order = key.map((name) => `t."${name}"`).join(', ');
  const match = key.map((name, index) => `t."${name}" = $${index + 1}`).join(' and ');
  let after: readonly unknown[] | null = null;
  for (;;) {
    const beyond: string = after ? `and (${order}) > (${key.map((_name, index) => `$${index + 1}`).join(', ')})` : '';
    const { rows }: { rows: Record<string, unknown>[] } = await client.query(
      `select ${fields}, t."${column}" as value, ${owner} as owner from "${table}" t
       where t."${column}" is not null ${beyond} order by ${order} limit ${pageRows}`,
      [...(after ?? [])],
    );
    for (const row of rows) {
      const id: unknown[] = key.map((_name, index) => row[`k${index}`]);
      const stored = isText ? Buffer.from(row.value as string, 'base64') : (row.value as Buffer);
      const renewed = tryReseal(stored, row.owner as string, keys);
      if (renewed === 'current' || renewed === 'unreadable') {
        counts[renewed] += 1;
        continue;
      }
      const { rowCount } = await client.query(
        `update "${table}" t set "${column}" = $${key.length + 1} where ${match} and t."${column}" = $${key.length + 2}`,
        [...id, isText ? renewed.toString('base64') : renewed, row.value],
      );
      counts.resealed += rowCount ?? 0;
    }
    const last = rows.at(-1);
    if (last === undefined) return counts;
    after = key.map((_name, index) => last[`k${index}`]);
    report(counts);
  }
}

function tryReseal(sealed: Buffer, owner: string, keys: readonly Uint8Array[]): Buffer | 'current' | 'unreadable' {
  try {
    return reseal(sealed, owner, keys) ?? 'current';
  } catch {
    return 'unreadable';
  }
}

type Rotation = {
  /** The variable with the URL of the schema's owner, and the one with the keys, the new one first. */
  readonly urlName: string;
  readonly keyName: string;
  readonly columns: readonly SealedColumn[];
};

/**
 * The main of a rotation job: reads its environment, seals all columns again, and ends with a line of JSON. Exit code 1
 * when a value could not be opened: the key that sealed it is missing.
 */
export async function runRotationJob({ urlName, keyName, columns }: Rotation): Promise<void> {
  const counts: RotationCounts = { resealed: 0, current: 0, unreadable: 0 };
  try {
    const schema = z.object({ [urlName]: z.url(), [keyName]: base64Keys(32) });
    const env = readConfig(schema) as Record<string, string | SealKeys>;
    const keys = [env[keyName]].flat() as Uint8Array[];
    const client = new Client({ connectionString: env[urlName] as string });
    await client.connect();
    try {
      for (const column of columns) {
        const name = `${column.table}.${column.column}`;
        const done = await resealColumn(client, column, keys, ({ resealed, current }) => {
          process.stderr.write(`${name}: ${resealed + current} rows\n`);
        });
        if (done.unreadable > 0) process.stderr.write(`${name}: ${done.unreadable} rows are sealed by another key\n`);
        for (const kind of ['resealed', 'current', 'unreadable'] as const) counts[kind] += done[kind];
      }
    } finally {
      await client.end();
    }
    process.stdout.write(`${JSON.stringify({ key: keyName, ...counts })}\n`);
    if (counts.unreadable > 0) process.exitCode = 1;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
