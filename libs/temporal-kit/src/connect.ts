import { Client, Connection } from '@temporalio/client';

export type TemporalConnection = { readonly client: Client; answers(): Promise<boolean>; close(): Promise<void> };

/**
 * A client of the Temporal server at `address` (host:port). Connects lazily: a server that is away now is reached when
 * it is back, and each call fails by itself until then.
 */
export function connectTemporal(at: { address: string; namespace: string }): Promise<TemporalConnection> {
  const connection = Connection.lazy({ address: at.address });
  const client = new Client({ connection, namespace: at.namespace });
  const answers = async () => {
    const check = () => connection.workflowService.getSystemInfo({});
    await connection.withDeadline(Date.now() + 2_000, check);
    return true;
  };
  return Promise.resolve({ client, answers: () => answers().catch(() => false), close: () => connection.close() });
}
