import { migratedDatabases } from '@goen/postgres-server/vitest';
import { type Database, databaseOptions, migrate, openDatabase } from '@goen/service-kit/database';
import { MikroORM } from '@mikro-orm/postgresql';
import { inject } from 'vitest';
import { creditDatabase } from '../database/database-spec.ts';

export type LedgerFixture = Awaited<ReturnType<typeof startLedgerFixture>>;

const migrateCredit = (ownerUrl: string) => migrate(creditDatabase, ownerUrl);

/** A fresh credit database with three connections: the service role, the owner (to damage data), an admin (to end connections). */
export async function startLedgerFixture() {
  const { credit } = await migratedDatabases(inject('postgresAdminUrl'), { credit: migrateCredit });
  const opened: Database[] = [];
  const open = async (url: string, maxConnections?: number) => {
    const orm = await openDatabase(creditDatabase, {
      url,
      ...(maxConnections === undefined ? {} : { maxConnections }),
    });
    opened.push(orm);
    return orm;
  };
  const orm = await open(credit.url);
  const owner = await open(credit.migrationUrl, 2);
  const admin = await MikroORM.init(databaseOptions(creditDatabase, inject('postgresAdminUrl'), 1));
  opened.push(admin);
  const databaseName = new URL(credit.url).pathname.slice(1);
  const role = new URL(credit.url).username;
  return {
    urls: credit,
    orm,
    /** A second instance of the service on the same books. */
    another: () => open(credit.url, 4),
    asOwner: <T>(sql: string, values: unknown[] = []) => owner.em.fork().execute<T[]>(sql, values),
    /** Ends one connection of the services, whatever it is doing; a transaction on it is rolled back. */
    async killOneConnection(): Promise<void> {
      await admin.em.fork().execute(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = ? and usename = ?
         order by state = 'idle', random() limit 1`,
        [databaseName, role],
      );
    },
    async close() {
      for (const database of opened) await database.close(true);
    },
  };
}
