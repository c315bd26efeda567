import type { Client } from 'pg';

/**
 * Runs inserts without triggers, foreign keys and indexes, and builds the indexes afterwards, as a dump is restored. Needs
 * a superuser; the catalogue is only told that the indexes are not ready, so their definitions stay those of the schema.
 */
export async function loadTables(
  admin: Client,
  inserts: Readonly<Record<string, string>>,
  parameters: readonly unknown[],
  report: (line: string) => void,
): Promise<void> {
  const tables = Object.keys(inserts);
  await admin.query('set session_replication_role = replica');
  await admin.query("set maintenance_work_mem = '512MB'");
  await admin.query("set work_mem = '256MB'");
  await admin.query(
    'update pg_index set indisready = false where indrelid = any(select t::regclass from unnest($1::text[]) t)',
    [tables],
  );
  for (const table of tables) {
    const startMs = performance.now();
    const sql = inserts[table] ?? '';
    const { rowCount } = await admin.query(sql, sql.includes('$1') ? [...parameters] : []);
    const insertedMs = performance.now();
    await admin.query(`reindex table ${table}`);
    await admin.query(`vacuum (analyze, freeze) ${table}`);
    const [insertS, indexS] = [insertedMs - startMs, performance.now() - insertedMs].map((ms) =>
      (ms / 1_000).toFixed(1),
    );
    report(`  ${table}: ${rowCount ?? 0} rows in ${insertS} s, indexes and statistics in ${indexS} s`);
  }
  await admin.query('reset session_replication_role');
}
