import { setTimeout } from 'node:timers/promises';
import type { TemporalConnection } from '@goen/temporal-kit';
import { deploymentName } from './deployment.ts';
import { deleteDrained, isRefused, listVersions } from './deployment-versions.ts';

export type Promotion = {
  readonly buildId: string;
  /** Percent of the new and waking workflows that go to this build, 1 to 99; undefined: all of them. */
  readonly ramp?: number | undefined;
  /** Addresses that must answer 2xx first: the readiness of what was just deployed. */
  readonly readyUrls: readonly string[];
  /** For the readiness, and again for the workers. */
  readonly waitSeconds: number;
  /** Drained versions that stay, the newest ones. */
  readonly keep: number;
};
export type PromotionResult = {
  readonly buildId: string;
  /** The current version before, null if there was none; it stays the current one during a ramp. */
  readonly previous: string | null;
  readonly percent: number;
  readonly deleted: readonly string[];
};

const retryEveryMs = 1_000;
const identity = 'deploy';

/**
 * Makes a build the current version of the worker deployment, or ramps it, once everything of it answers and its workers
 * poll every queue that the version before polls. Then deletes drained versions: Temporal keeps about 100, and a
 * deployment that has reached the limit takes no new build. To roll back, promote the build before, whose workers must
 * still run.
 */
export async function promote(
  { client }: TemporalConnection,
  { buildId, ramp, readyUrls, waitSeconds, keep }: Promotion,
): Promise<PromotionResult> {
  const { workflowService } = client;
  const { namespace } = client.options;
  await Promise.all(readyUrls.map((url) => awaitReady(url, Date.now() + waitSeconds * 1_000)));
  const version = { namespace, deploymentName, buildId, identity };
  const set = () =>
    ramp === undefined
      ? workflowService.setWorkerDeploymentCurrentVersion(version)
      : workflowService.setWorkerDeploymentRampingVersion({ ...version, percentage: ramp });
  const { current: previous } = await listVersions(client);
  await retryWhile(isRefused, set, Date.now() + waitSeconds * 1_000);
  const deleted = await deleteDrained(client, keep);
  return { buildId, previous, percent: ramp ?? 100, deleted };
}

async function retryWhile<T>(isWorthIt: (error: unknown) => boolean, call: () => Promise<T>, deadlineMs: number) {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!isWorthIt(error) || Date.now() > deadlineMs) throw error;
      await setTimeout(retryEveryMs);
    }
  }
}

async function awaitReady(url: string, deadlineMs: number): Promise<void> {
  const ask = async () => {
    const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    if (!answer.ok) throw new Error(`${url} answers ${answer.status}.`);
  };
  await retryWhile(() => true, ask, deadlineMs);
}
