import type { Em } from '@goen/case-store';
import type { EntityClass } from '@mikro-orm/core';

/**
 * Inserts rows of a table with one statement and one parameter, however many: a list of parameters a row costs several
 * times what the rows do. A property that no row has is left to the column's default.
 */
export async function insertAll<T extends object>(
  em: Em,
  entity: EntityClass<T>,
  rows: readonly object[],
  onConflict: '' | 'on conflict do nothing' = '',
): Promise<void> {
  if (rows.length === 0) return;
  const { tableName, properties } = em.getMetadata().get(entity);
  const names = new Map<string, string>();
  for (const row of rows) {
    for (const key of Object.keys(row)) {
      if (names.has(key)) continue;
      const column = properties[key as keyof typeof properties]?.fieldNames[0];
      if (column === undefined) throw new Error(`${tableName} has no column for ${key}`);
      names.set(key, column);
    }
  }
  const records = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([key, value]) => [names.get(key) ?? key, value as unknown])),
  );
  const columns = [...names.values()].map((column) => `"${column}"`).join(', ');
  await em.execute(
    `insert into "${tableName}" (${columns})
     select ${columns} from jsonb_populate_recordset(null::"${tableName}", ?::jsonb) ${onConflict}`,
    [JSON.stringify(records)],
  );
}
