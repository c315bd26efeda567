import type { MikroORM } from '@mikro-orm/postgresql';
import { ConfigError } from './config.ts';

type MigrationNames = readonly { readonly name: string }[];

/** The end of the name of a migration after which older versions of a service no longer work. */
const breaking = '!';

/**
 * Whether code that knows `known` can run on a schema with the migrations `applied`; null, or what is wrong. A newer
 * schema is fine unless a migration that this code does not know breaks older versions.
 */
export function findSchemaFault(known: readonly string[], applied: readonly string[]): string | null {
  const missing = known.filter((name) => !applied.includes(name));
  if (missing.length > 0) {
    const rest = missing.length > 1 ? ` and ${missing.length - 1} more` : '';
    return `is behind this version: it lacks migration ${missing[0]}${rest}. Run "npm run migrate" first.`;
  }
  const broken = applied.find((name) => name.endsWith(breaking) && !known.includes(name));
  if (broken === undefined) return null;
  return `is ahead of this version: migration ${broken} needs a newer one. Start the version that migrated it.`;
}

/** Throws a ConfigError when this version cannot run on the schema that `orm` is connected to. */
export async function requireSchema(orm: MikroORM, migrations: MigrationNames): Promise<void> {
  const [table] = await orm.em
    .fork()
    .execute<{ exists: boolean }[]>(`select to_regclass('public.mikro_orm_migrations') is not null as exists`);
  const applied = table?.exists
    ? await orm.em.fork().execute<{ name: string }[]>('select name from public.mikro_orm_migrations')
    : [];
  const fault = findSchemaFault(
    migrations.map(({ name }) => name),
    applied.map(({ name }) => name),
  );
  const database = orm.config.get('dbName');
  if (fault !== null) throw new ConfigError(`The database "${database}" ${fault}`);
}
