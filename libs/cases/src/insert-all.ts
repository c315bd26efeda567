import type { Em } from '@goen/case-store';
import type { EntityClass } from '@mikro-orm/core';

/**
 * Inserts rows of one table with one statement and one parameter: a list of parameters per row costs several times as
 * much as the rows. A property that no row has gets the column's default. `suffix`: what follows the select, such as
 * `on conflict … returning …`.
 */
export async function insertAll<Returned = never>(
  em: Em,
  entity: EntityClass<object>,
  rows: readonly object[],
  suffix = '',
): Promise<Returned[]> {
  if (rows.length === 0) return [];
  const { tableName, properties } = em.getMetadata().get(entity);
  const fields: Readonly<Record<string, { readonly fieldNames: readonly string[] } | undefined>> = properties;
  const columnByProperty = new Map<string, string>();
  for (const row of rows) {
    for (const key of Object.keys(row)) {
      if (columnByProperty.has(key)) continue;
      const column = fields[key]?.fieldNames[0];
      if (column === undefined) throw new Error(`${tableName} has no column for ${key}`);
      columnByProperty.set(key, column);
    }
  }
  const records = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([key, value]) => [columnByProperty.get(key) ?? key, value as unknown])),
  );
  const columns = [...columnByProperty.values()].map((column) => `"${column}"`).join(', ');
  return em.execute<Returned[]>(
    `insert into "${tableName}" (${columns})
     select ${columns} from jsonb_populate_recordset(null::"${tableName}", ?::jsonb) ${suffix}`,
    [JSON.stringify(records)],
  );
}
