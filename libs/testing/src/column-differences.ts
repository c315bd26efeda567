import type { Database } from '@goen/service-kit/database';

/**
 * Columns in which the migrated tables and the entities differ: missing on one side, or with another nullability. Both
 * change together.
 */
export async function listColumnDifferences(orm: Database): Promise<string[]> {
  const rows = await orm.em
    .fork()
    .execute<{ table_name: string; column_name: string; is_nullable: 'YES' | 'NO' }[]>(
      "select table_name, column_name, is_nullable from information_schema.columns where table_schema = 'public'",
    );
  const columns = new Map(rows.map((row) => [`${row.table_name}.${row.column_name}`, row.is_nullable === 'YES']));
  const differences: string[] = [];
  for (const meta of orm.getMetadata().getAll().values()) {
    for (const property of meta.props) {
      const name = `${meta.tableName}.${property.fieldNames[0]}`;
      const isNullable = columns.get(name);
      columns.delete(name);
      if (isNullable === undefined) differences.push(`${name} is in no table`);
      else if (isNullable !== (property.nullable ?? false)) differences.push(`${name} differs in nullability`);
    }
  }
  const unmapped = [...columns.keys()].filter((name) => !name.startsWith('mikro_orm_migrations.'));
  return [...differences, ...unmapped.map((name) => `${name} is in no entity`)];
}
