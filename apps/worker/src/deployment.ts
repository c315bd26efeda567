import type { Logger } from '@goen/service-kit';
import type { TemporalConnection } from '@goen/temporal-kit';

export const deploymentName = 'candidate-case';

const tries = 120;
const tryEveryMs = 250;

/**
 * Makes this build the current one of the deployment: new and waking cases run on it. The server knows a build only
 * once its worker has polled, so it is tried until then. For the stack; a real deployment does this after its checks.
 */
export async function setCurrentVersion(
  temporal: TemporalConnection,
  namespace: string,
  buildId: string,
  logger: Logger,
) {
  for (let n = 0; n < tries; n += 1) {
    try {
      await temporal.client.workflowService.setWorkerDeploymentCurrentVersion({
        namespace,
        deploymentName,
        buildId,
        identity: 'worker',
        ignoreMissingTaskQueues: true,
      });
      logger.info({ buildId }, 'current version set');
      return;
    } catch (error) {
      if (n === tries - 1) throw error;
      await new Promise((resolve) => setTimeout(resolve, tryEveryMs));
    }
  }
}
