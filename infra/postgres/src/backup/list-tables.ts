import { escapeIdentifier } from 'pg';
import { BackupError } from './backup-error.ts';
import type { Owner } from './owners.ts';

/** `name` and `columns` are quoted for SQL. */
export type Table = { readonly name: string; readonly columns: readonly string[] };

/** Migrations write these themselves. */
const written = ['public.mikro_orm_migrations', 'keys.session_key'];

const tablesSql = `
  select c.oid::int as id, n.nspname as schema, c.relname as name,
    array(select a.attname::text from pg_attribute a
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns,
    array(select distinct k.confrelid::int from pg_constraint k
      where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid) as referenced
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind = 'r' and c.relpersistence = 'p' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
    and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
  order by n.nspname, c.relname`;

type Row = {
  readonly id: number;
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly string[];
  readonly referenced: readonly number[];
};

/** The tables with data, each after those that it refers to, so that they can be loaded in this order. */
export async function listTables({ database, client }: Owner): Promise<Table[]> {
  const { rows } = await client.query<Row>(tablesSql);
  const left = new Map(rows.map((row) => [row.id, row]));
  const ordered: Row[] = [];
  while (left.size > 0) {
    const free = [...left.values()].filter(({ referenced }) => !referenced.some((id) => left.has(id)));
    if (free.length === 0) {
      const names = [...left.values()].map(({ name }) => name).join(', ');
      throw new BackupError(`Tables of ${database} refer to each other in a circle: ${names}`);
    }
    for (const row of free) left.delete(row.id);
    ordered.push(...free);
  }
  return ordered
    .filter(({ schema, name }) => !written.includes(`${schema}.${name}`))
    .map(({ schema, name, columns }) => ({
      name: `${escapeIdentifier(schema)}.${escapeIdentifier(name)}`,
      columns: columns.map(escapeIdentifier),
    }));
}

export type Sequence = { readonly name: string; readonly value: string; readonly isCalled: boolean };

/** Sequences stand outside transactions: read after the tables, they are at or beyond what the rows hold. */
export async function readSequences({ client }: Owner): Promise<Sequence[]> {
  const { rows } = await client.query<{ name: string }>(
    `select format('%I.%I', schemaname, sequencename) as name from pg_sequences
     where sequencename <> 'mikro_orm_migrations_id_seq' order by 1`,
  );
  const sequences: Sequence[] = [];
  for (const { name } of rows) {
    const read = await client.query<{ value: string; called: boolean }>(
      `select last_value::text as value, is_called as called from ${name}`,
    );
    const [row] = read.rows;
    if (row) sequences.push({ name, value: row.value, isCalled: row.called });
  }
  return sequences;
}

/** The migrations that made the tables; of `identity`, whose tables have none, an empty list. */
export async function listMigrations({ client }: Owner): Promise<string[]> {
  const { rows: tables } = await client.query<{ exists: boolean }>(
    `select to_regclass('public.mikro_orm_migrations') is not null as exists`,
  );
  if (!tables[0]?.exists) return [];
  const { rows } = await client.query<{ name: string }>('select name from public.mikro_orm_migrations order by name');
  return rows.map(({ name }) => name);
}
