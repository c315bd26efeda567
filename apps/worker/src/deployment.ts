import { setTimeout } from 'node:timers/promises';
import { workerDeploymentName } from '@goen/contracts/workflow';
import type { Logger } from '@goen/service-kit';
import type { TemporalConnection } from '@goen/temporal-kit';

export const deploymentName = workerDeploymentName;

const maxAttempts = 120;
const retryEveryMs = 250;

/**
 * Makes this build the deployment's current version, so that new and waking workflows run on it. The server knows a
 * build only once its worker has polled, so this retries for 30 s. Production deployments do this after their checks.
 */
export async function setCurrentVersion(
  temporal: TemporalConnection,
  namespace: string,
  buildId: string,
  logger: Logger,
) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await temporal.client.workflowService.setWorkerDeploymentCurrentVersion({
        namespace,
        deploymentName,
        buildId,
        identity: 'worker',
        ignoreMissingTaskQueues: true,
      });
      logger.info({ buildId }, 'Current version set');
      return;
    } catch (error) {
      if (attempt === maxAttempts) throw error;
      await setTimeout(retryEveryMs);
    }
  }
}
