import { caseSearchAttributes, workerDeploymentName } from '@goen/contracts/workflow';
import { readConfig } from '@goen/service-kit';
import {
  connectTemporal,
  hasStatus,
  type TemporalConnection,
  temporalEnvironment,
  toTemporalSettings,
} from '@goen/temporal-kit';
import { z } from 'zod';
import { type Check, type Finding, fault, ok, warn } from './finding.ts';

type Client = TemporalConnection['client'];

const leastVersion = [1, 32] as const;
/** A task queue takes 200 versions, and then no new build; `deploy promote` keeps ten that are drained. */
const manyVersions = 100;
const tooManyVersions = 180;
/** gRPC status codes. */
const refused: readonly number[] = [3, 5, 12];

export function checkTemporal(env: NodeJS.ProcessEnv): Check[] {
  const todo = 'Is Temporal running, and are TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE and its certificates right?';
  return env.TEMPORAL_ADDRESS ? [{ name: 'temporal', todo, run: () => askTemporal(env) }] : [];
}

async function askTemporal(env: NodeJS.ProcessEnv): Promise<Finding[]> {
  const connection = await connectTemporal(toTemporalSettings(readConfig(z.object(temporalEnvironment), env)));
  const { client } = connection;
  try {
    const findings = [await judgeVersion(client)];
    const namespace = await judgeNamespace(client);
    findings.push(namespace);
    if (namespace.state === 'fault') return findings;
    return [...findings, await judgeSearchAttributes(client), ...(await judgeDeployment(client))];
  } finally {
    await connection.close();
  }
}

async function judgeVersion({ workflowService }: Client): Promise<Finding> {
  const { serverVersion } = await workflowService.getSystemInfo({});
  const [major = 0, minor = 0] = serverVersion.split('.').map((part) => Number.parseInt(part, 10));
  const [leastMajor, leastMinor] = leastVersion;
  const isNew = major > leastMajor || (major === leastMajor && minor >= leastMinor);
  // Temporal Cloud has versions of its own.
  if (isNew || serverVersion === '' || !serverVersion.startsWith('1.'))
    return ok('temporal', `server ${serverVersion}`);
  return fault('temporal', `server ${serverVersion}`, `Goen needs ${leastVersion.join('.')} or newer. Upgrade it.`);
}

async function judgeNamespace({ workflowService, options: { namespace } }: Client): Promise<Finding> {
  try {
    const { config } = await workflowService.describeNamespace({ namespace });
    const days = Number(config?.workflowExecutionRetentionTtl?.seconds ?? 0) / 86_400;
    return ok('temporal', `the namespace ${namespace} keeps closed runs for ${days} days`);
  } catch (error) {
    if (!hasStatus(error, refused)) throw error;
    return fault('temporal', `there is no namespace ${namespace}`, 'Run "npm run temporal -- setup".');
  }
}

async function judgeSearchAttributes({ workflowService, options: { namespace } }: Client): Promise<Finding> {
  const missing: string[] = [];
  for (const name of Object.values(caseSearchAttributes)) {
    await workflowService
      .countWorkflowExecutions({ namespace, query: `${name} IS NOT NULL` })
      .catch((error: unknown) => {
        if (!hasStatus(error, refused)) throw error;
        missing.push(name);
      });
  }
  if (missing.length === 0) return ok('temporal', 'the search attributes are there');
  const text = `the search attributes ${missing.join(', ')} are missing`;
  return fault('temporal', text, 'Run "npm run temporal -- setup"; in Temporal Cloud, create them in its console.');
}

async function judgeDeployment({ workflowService, options: { namespace } }: Client): Promise<Finding[]> {
  const described = await workflowService
    .describeWorkerDeployment({ namespace, deploymentName: workerDeploymentName })
    .catch((error: unknown) => {
      if (!hasStatus(error, refused)) throw error;
      return null;
    });
  const info = described?.workerDeploymentInfo;
  const current = info?.routingConfig?.currentDeploymentVersion?.buildId;
  const count = info?.versionSummaries?.length ?? 0;
  const promote = 'Start the workers, then run "npm run deploy -- promote".';
  return [
    current
      ? ok('workers', `the current build is ${current}`)
      : fault('workers', 'no build of the workers is the current one: no workflow runs', promote),
    judgeVersions(count),
  ];
}

export function judgeVersions(count: number): Finding {
  const text = `${count} version(s) of the worker deployment`;
  const todo = 'Stop workers of old builds and run "npm run deploy -- promote", which deletes drained versions.';
  if (count >= tooManyVersions) return fault('workers', `${text}: at 200, no new build can start`, todo);
  return count >= manyVersions ? warn('workers', text, todo) : ok('workers', text);
}
