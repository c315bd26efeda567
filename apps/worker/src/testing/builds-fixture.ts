import { randomUUID } from 'node:crypto';
import { connectTemporal, setUpNamespace } from '@goen/temporal-kit';
import { NativeConnection, Worker } from '@temporalio/worker';
import { deploymentName } from '../deployment.ts';
import { workflowBundle } from '../workflow-bundle.ts';

/** A namespace of its own on the server at `address`, and workers of builds in it that nobody has promoted. */
export async function openBuilds(address: string) {
  const settings = { address, namespace: `n-${randomUUID()}` };
  await setUpNamespace(settings, 1, () => {});
  const temporal = await connectTemporal(settings);
  const connection = await NativeConnection.connect({ address });
  return {
    temporal,
    async start(buildId: string): Promise<() => Promise<void>> {
      const { codePath } = await workflowBundle();
      const worker = await Worker.create({
        connection,
        namespace: settings.namespace,
        workflowBundle: { codePath },
        taskQueue: 'cases',
        workerDeploymentOptions: {
          version: { deploymentName, buildId },
          useWorkerVersioning: true,
          defaultVersioningBehavior: 'AUTO_UPGRADE',
        },
      });
      const running = worker.run();
      return async () => {
        worker.shutdown();
        await running;
      };
    },
    async close() {
      await temporal.close();
      await connection.close();
    },
  };
}
