import { type PostgreSqlConnection, PostgreSqlDriver } from '@mikro-orm/postgresql';
import { escapeLiteral } from './escape-literal.ts';
import { measureConnections } from './measure-connections.ts';

type Dialect = ReturnType<PostgreSqlConnection['createKyselyDialect']>;
type KyselyDriver = ReturnType<Dialect['createDriver']>;

/**
 * The PostgreSQL driver without two leaks of Kysely 0.29. A connection whose server goes away before BEGIN or ROLLBACK,
 * or that opens while the pool is closed, is never released, and closing the pool waits for it: a service would never
 * stop. It also writes long parameters without garbage.
 */
export class ReleasingDriver extends PostgreSqlDriver {
  constructor(...args: ConstructorParameters<typeof PostgreSqlDriver>) {
    super(...args);
    const escape = this.platform.escape.bind(this.platform);
    this.platform.escape = (value) => (typeof value === 'string' ? escapeLiteral(value) : escape(value));
    const connection = this.getConnection();
    const createDialect = connection.createKyselyDialect.bind(connection);
    connection.createKyselyDialect = (overrides) => {
      const dialect = createDialect(overrides);
      const createDriver = dialect.createDriver.bind(dialect);
      dialect.createDriver = () =>
        measureConnections(releasing(createDriver()), readRole(this.config.get('clientUrl')));
      return dialect;
    };
  }
}

/** The user of the URL: each role has a pool of its own. */
const readRole = (url: string | undefined): string =>
  url !== undefined && URL.canParse(url) ? decodeURIComponent(new URL(url).username) : 'unknown';

function releasing(driver: KyselyDriver): KyselyDriver {
  const acquire = driver.acquireConnection.bind(driver);
  const destroy = driver.destroy.bind(driver);
  const begin = driver.beginTransaction.bind(driver);
  const rollback = driver.rollbackTransaction.bind(driver);
  const acquiring = new Set<Promise<unknown>>();
  driver.acquireConnection = async (options) => {
    const connecting = acquire(options);
    acquiring.add(connecting);
    return connecting.finally(() => acquiring.delete(connecting));
  };
  driver.destroy = async (options) => {
    await Promise.allSettled(acquiring);
    await destroy(options);
  };
  // The first statement follows in the same round trip. BEGIN fails only on a broken connection, as what follows does.
  driver.beginTransaction = async (connection, settings) => {
    begin(connection, settings).catch(() => undefined);
  };
  // ROLLBACK fails only on a broken connection: the server has rolled back, and the pool drops the connection.
  driver.rollbackTransaction = (connection) => rollback(connection).catch(() => undefined);
  return driver;
}
