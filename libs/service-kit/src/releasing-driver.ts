import { type PostgreSqlConnection, PostgreSqlDriver } from '@mikro-orm/postgresql';

type Dialect = ReturnType<PostgreSqlConnection['createKyselyDialect']>;
type KyselyDriver = ReturnType<Dialect['createDriver']>;

/**
 * The driver of PostgreSQL, without its leak: Kysely 0.29 never gives a connection back whose server went away before
 * BEGIN or ROLLBACK, and a pool waits for all of them when it closes: a service that saw a restart never ended.
 */
export class ReleasingDriver extends PostgreSqlDriver {
  constructor(...args: ConstructorParameters<typeof PostgreSqlDriver>) {
    super(...args);
    const connection = this.getConnection();
    const createDialect = connection.createKyselyDialect.bind(connection);
    connection.createKyselyDialect = (overrides) => {
      const dialect = createDialect(overrides);
      const createDriver = dialect.createDriver.bind(dialect);
      dialect.createDriver = () => releasing(createDriver());
      return dialect;
    };
  }
}

function releasing(driver: KyselyDriver): KyselyDriver {
  const begin = driver.beginTransaction.bind(driver);
  const rollback = driver.rollbackTransaction.bind(driver);
  driver.beginTransaction = async (connection, settings) => {
    try {
      await begin(connection, settings);
    } catch (error) {
      await driver.releaseConnection(connection);
      throw error;
    }
  };
  // ROLLBACK fails only on a broken connection: the server has rolled back, and the pool drops what is released.
  driver.rollbackTransaction = (connection) => rollback(connection).catch(() => undefined);
  return driver;
}
