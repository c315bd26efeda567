import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export type Balancer = {
  readonly port: number;
  /** True: drops all bytes and keeps the connections open, as a pulled cable does. */
  partition(isCut: boolean): void;
  close(): Promise<void>;
};

/**
 * What a Service of a cluster does: each connection goes to the next of these ports on loopback, past those where nothing
 * listens. `port` 0: any free one.
 */
export async function startBalancer(targets: readonly number[], port = 0): Promise<Balancer> {
  const sockets = new Set<Socket>();
  let isCut = false;
  let turn = 0;

  const join = (client: Socket, upstream: Socket) => {
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      from.on('data', (bytes) => {
        if (!isCut && !to.write(bytes)) from.pause();
      });
      to.on('drain', () => from.resume());
      from.on('close', () => {
        if (!isCut) to.destroy();
      });
    }
  };
  const reach = (client: Socket, order: readonly number[]) => {
    const [target, ...others] = order;
    if (target === undefined) {
      client.destroy();
      return;
    }
    const upstream = connect(target, '127.0.0.1');
    sockets.add(upstream);
    upstream.once('close', () => sockets.delete(upstream));
    const goOn = () => reach(client, others);
    upstream.once('error', goOn);
    upstream.once('connect', () => {
      upstream.off('error', goOn).on('error', () => {});
      join(client, upstream);
      client.resume();
    });
  };
  const server = createServer({ pauseOnConnect: true }, (client) => {
    sockets.add(client);
    client.on('error', () => {}).once('close', () => sockets.delete(client));
    if (isCut) return;
    const first = turn++ % targets.length;
    reach(client, [...targets.slice(first), ...targets.slice(0, first)]);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    partition(cut) {
      isCut = cut;
      // What was lost on the way does not come again: both ends find out by themselves.
      if (!cut) for (const socket of sockets) socket.destroy();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
