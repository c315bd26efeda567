import { hasStatus, type TemporalConnection } from '@goen/temporal-kit';
import { deploymentName } from './deployment.ts';

/** temporal.api.enums.v1.WorkerDeploymentVersionStatus */
const drained = 5;
/** gRPC status codes: there is no such version, or its workers do not poll what they must, or still poll. */
const refusals: readonly number[] = [5, 9];

export const isRefused = (error: unknown): boolean => hasStatus(error, refusals);

type Client = TemporalConnection['client'];

/** The versions of the deployment, the newest first. Empty while no worker has polled. */
export async function listVersions(client: Client) {
  const { namespace } = client.options;
  try {
    const { workerDeploymentInfo } = await client.workflowService.describeWorkerDeployment({
      namespace,
      deploymentName,
    });
    const summaries = workerDeploymentInfo?.versionSummaries ?? [];
    return {
      current: workerDeploymentInfo?.routingConfig?.currentDeploymentVersion?.buildId ?? null,
      versions: summaries
        .map(({ deploymentVersion, status, createTime }) => ({
          buildId: deploymentVersion?.buildId ?? '',
          isDrained: Number(status) === drained,
          createdAtS: Number(createTime?.seconds ?? 0),
        }))
        .sort((one, other) => other.createdAtS - one.createdAtS),
    };
  } catch (error) {
    if (isRefused(error)) return { current: null, versions: [] };
    throw error;
  }
}

/** One with pollers stays: its workers are still being stopped, and the next promotion deletes it. */
export async function deleteDrained(client: Client, keep: number): Promise<string[]> {
  const { namespace } = client.options;
  const { versions } = await listVersions(client);
  const deleted: string[] = [];
  for (const { buildId } of versions.filter(({ isDrained }) => isDrained).slice(keep)) {
    try {
      const deploymentVersion = { deploymentName, buildId };
      await client.workflowService.deleteWorkerDeploymentVersion({ namespace, deploymentVersion, identity: 'deploy' });
      deleted.push(buildId);
    } catch (error) {
      if (!isRefused(error)) throw error;
    }
  }
  return deleted;
}
