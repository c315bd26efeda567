import { resolveTemporal } from './resolve-temporal.ts';
import { type ServerProcess, startProcess } from './server-process.ts';

type NodeOptions = {
  /** Any of frontend, history, matching, worker. */
  readonly services: readonly string[];
  /** Whose databases `temporal` and `temporal_visibility` the processes of the cluster share. */
  readonly postgresUrl: string;
  /** Of a new store. */
  readonly historyShards: number;
  readonly log: (line: string) => void;
};

/** A process of a cluster. `address`: host:port of its frontend, null without one. */
export type TemporalNode = Pick<ServerProcess, 'pid' | 'exited' | 'stop' | 'kill'> & {
  readonly address: string | null;
};

/**
 * Starts some of Temporal's services on loopback beside other processes that share the store: they find each other there,
 * and take over from one that dies. Needs the binary built from this folder. Rejects when it does not start.
 */
export async function startTemporalNode(options: NodeOptions): Promise<TemporalNode> {
  const source = await resolveTemporal({ env: {} });
  if (source.kind !== 'binary') throw new Error('A cluster needs the Temporal server that Go builds from this folder.');
  const args = [
    '-exit-with-parent',
    '-port=0',
    '-ui=false',
    '-broadcast=127.0.0.1',
    `-services=${options.services.join(',')}`,
    `-history-shards=${options.historyShards}`,
    '-retention=24h',
  ];
  const env = { ...process.env, TEMPORAL_POSTGRES_URL: options.postgresUrl };
  const server = await startProcess({ path: source.path, args, env, ownProcessGroup: true }, options.log);
  const line = await server.firstLine;
  if (line === null) throw new Error(`Temporal did not start (${await server.exited}): ${server.lastLogLines()}`);
  const { address } = JSON.parse(line) as { address?: string };
  const { pid, exited, stop, kill } = server;
  return { address: address ?? null, pid, exited, stop, kill };
}
