import { addGauges, count, type GaugeReading, isMeasuring, observeSeconds } from './telemetry/metrics.ts';
import { isTracing, recordSpan } from './telemetry/tracing.ts';

type Connections<Connection extends object, Options> = {
  acquireConnection(options?: Options): Promise<Connection>;
  releaseConnection(connection: Connection, options?: Options): Promise<void>;
  destroy(options?: Options): Promise<void>;
};

/** Connections of all pools of a role in this process. */
type Use = { waiting: number; inUse: number; pools: number; remove: () => void };
const uses = new Map<string, Use>();

/** Measures how long callers wait for a connection of the pool, and records each use of one in the trace. */
export function measureConnections<Connection extends object, Options, Driver extends Connections<Connection, Options>>(
  driver: Driver & Connections<Connection, Options>,
  role: string,
): Driver {
  const use = openUse(role);
  const acquire = driver.acquireConnection.bind(driver);
  const release = driver.releaseConnection.bind(driver);
  const destroy = driver.destroy.bind(driver);
  const acquiredAtMs = new WeakMap<Connection, number>();
  driver.acquireConnection = async (options) => {
    if (!isMeasuring() && !isTracing()) {
      use.inUse += 1;
      return acquire(options).catch(fail);
    }
    use.waiting += 1;
    const startMs = performance.now();
    try {
      const connection = await acquire(options);
      observeSeconds('goen_database_acquire_duration_seconds', (performance.now() - startMs) / 1_000, { role });
      acquiredAtMs.set(connection, startMs);
      use.inUse += 1;
      return connection;
    } catch (error) {
      count('goen_database_acquire_failures_total', { role });
      throw error;
    } finally {
      use.waiting -= 1;
    }
  };
  const fail = (error: unknown): never => {
    use.inUse -= 1;
    throw error;
  };
  driver.releaseConnection = async (connection, options) => {
    use.inUse -= 1;
    const startMs = acquiredAtMs.get(connection);
    // Without statements: they quote values.
    if (startMs !== undefined)
      recordSpan('use database', startMs, { 'db.system.name': 'postgresql', 'goen.database.role': role });
    return release(connection, options);
  };
  driver.destroy = async (options) => {
    closeUse(role);
    await destroy(options);
  };
  return driver;
}

function openUse(role: string): Use {
  const known = uses.get(role);
  if (known) {
    known.pools += 1;
    return known;
  }
  const use: Use = { waiting: 0, inUse: 0, pools: 1, remove: () => undefined };
  const read = (): GaugeReading[] => [
    { name: 'goen_database_waiting', value: use.waiting, labels: { role } },
    { name: 'goen_database_connections_in_use', value: use.inUse, labels: { role } },
  ];
  use.remove = addGauges({ name: 'pools', everyMs: 0, read });
  uses.set(role, use);
  // From zero, so that the first failure is an increase.
  count('goen_database_acquire_failures_total', { role }, 0);
  return use;
}

function closeUse(role: string): void {
  const use = uses.get(role);
  if (use === undefined) return;
  use.pools -= 1;
  if (use.pools > 0) return;
  use.remove();
  uses.delete(role);
}
