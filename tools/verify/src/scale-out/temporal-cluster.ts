import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { startTemporalNode, type TemporalNode } from '@goen/temporal-server';
import { type Balancer, startBalancer } from './balancer.ts';

const nodes = [
  ['frontend-1', ['frontend']],
  ['history-1', ['history']],
  ['matching-1', ['matching', 'worker']],
  ['frontend-2', ['frontend']],
  ['history-2', ['history']],
  ['matching-2', ['matching', 'worker']],
] as const;
export type NodeName = (typeof nodes)[number][0];

export type TemporalCluster = {
  /** Of both frontends. */
  readonly address: string;
  readonly balancer: Balancer;
  kill(name: NodeName): Promise<void>;
  stop(): Promise<void>;
};

/** Each service of Temporal twice, in six processes on one PostgreSQL. */
export async function startTemporalCluster(postgresUrl: string, dataDir: string): Promise<TemporalCluster> {
  const started = new Map<string, TemporalNode>();
  const stop = async () => void (await Promise.all([...started.values()].map((node) => node.stop())));
  try {
    for (const [name, services] of nodes) {
      const log = (line: string) => appendFileSync(join(dataDir, 'logs', `temporal-${name}.log`), `${line}\n`);
      started.set(name, await startTemporalNode({ services, postgresUrl, historyShards: 32, log }));
    }
    const frontends = [...started.values()].flatMap(({ address }) => (address ? [Number(address.split(':')[1])] : []));
    const balancer = await startBalancer(frontends);
    return {
      address: `127.0.0.1:${balancer.port}`,
      balancer,
      kill: (name) => started.get(name)?.kill() ?? Promise.resolve(),
      stop: async () => {
        await balancer.close();
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
