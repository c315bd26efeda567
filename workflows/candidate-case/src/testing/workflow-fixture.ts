import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { Step } from '@goen/case-domain';
import { connectTemporal, startCase, workflowIdOf } from '@goen/temporal-kit';
import '@goen/temporal-server/vitest';
import type { Client } from '@temporalio/client';
import { NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { inject } from 'vitest';
import type { CandidateCaseActivities, MailActivities } from '../activities.ts';
import { caseTaskQueue, mailTaskQueue } from '../messages.ts';

const silent = { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error() {} };
Runtime.install({ logger: silent, shutdownSignals: [] });

export const dayMs = 86_400_000;
export const workflowsPath = fileURLToPath(new URL('../workflow.ts', import.meta.url));
export type CaseFixture = Awaited<ReturnType<typeof startCaseFixture>>;

/** What a case does, decided by a test: by its clock and by what it was asked before. */
export type Script = {
  decide(asOfMs: number, times: number): Step | Promise<Step>;
  sendMail?(): void | Promise<void>;
  remindRecruiter?(): void;
};

/**
 * A real server that skips time, and a worker with the real workflow; its activities, which are the edge of a workflow,
 * follow the script of each case and tell what they were asked.
 */
export async function startCaseFixture(version = { buildId: 'under-test', workflowsPath }) {
  const address = inject('temporalAddress');
  const connection = await NativeConnection.connect({ address });
  const temporal = await connectTemporal({ address, namespace: 'default' });
  const scripts = new Map<string, Script>();
  const asked = new Map<string, string[]>();
  const times = new Map<string, number>();
  const note = (caseId: string, what: string) => {
    asked.set(caseId, [...(asked.get(caseId) ?? []), what]);
    const key = `${caseId}:${what.split(' ')[0]}`;
    times.set(key, (times.get(key) ?? 0) + 1);
    return times.get(key) ?? 0;
  };
  const scriptOf = (caseId: string): Script => scripts.get(caseId) ?? { decide: () => ({ kind: 'none' }) };
  const activities: CandidateCaseActivities & MailActivities = {
    decide: async ({ caseId, asOfMs }) => {
      const step = await scriptOf(caseId).decide(asOfMs, note(caseId, 'decide'));
      return { step, stage: 'interview', details: `Acts: ${step.kind}.` };
    },
    sendMail: async ({ caseId }, { mail }) => {
      note(caseId, `mail ${mail}`);
      await scriptOf(caseId).sendMail?.();
    },
    refer: async ({ caseId }) => void note(caseId, 'refer'),
    reverseReferral: async ({ caseId }) => void note(caseId, 'reverse'),
    remindRecruiter: async ({ caseId }) => {
      note(caseId, 'remind');
      scriptOf(caseId).remindRecruiter?.();
    },
    suppress: async ({ caseId }) => void note(caseId, 'suppress'),
    erase: async ({ caseId }) => void note(caseId, 'erase'),
    close: async ({ caseId }) => void note(caseId, 'close'),
  };
  const common = { connection, activities, workflowsPath: version.workflowsPath };
  const versioned = {
    workerDeploymentOptions: {
      version: { deploymentName: 'candidate-case', buildId: version.buildId },
      useWorkerVersioning: true as const,
      defaultVersioningBehavior: 'AUTO_UPGRADE' as const,
    },
  };
  const workers = [
    await Worker.create({ ...common, ...versioned, taskQueue: caseTaskQueue }),
    await Worker.create({ connection, activities, ...versioned, taskQueue: mailTaskQueue }),
  ];
  const running = Promise.all(workers.map((worker) => worker.run()));
  await makeCurrent(temporal.client, version.buildId);
  return {
    client: temporal.client,
    /** What the activities of a case were asked, in order. */
    asked: (caseId: string) => asked.get(caseId) ?? [],
    async start(script: Script, wakeAtMs = 0): Promise<{ caseId: string; companyId: string; workflowId: string }> {
      const refs = { caseId: randomUUID(), companyId: randomUUID() };
      scripts.set(refs.caseId, script);
      await startCase(temporal.client, { ...refs, wakeAtMs, stage: 'interview', nextStep: 'rejection_mail' });
      return { ...refs, workflowId: workflowIdOf(refs.caseId) };
    },
    adopt: (caseId: string, script: Script) => scripts.set(caseId, script),
    async close() {
      for (const worker of workers) worker.shutdown();
      await running;
      await temporal.close();
      await connection.close();
    },
  };
}

/** The server knows a build once its worker has polled. */
const makeCurrent = (client: Client, buildId: string) =>
  until(`version ${buildId}`, () =>
    client.workflowService
      .setWorkerDeploymentCurrentVersion({
        namespace: 'default',
        deploymentName: 'candidate-case',
        buildId,
        identity: 'test',
      })
      .then(
        () => true,
        () => false,
      ),
  );

export const mailStep = (mail: 'rejection' | 'first_follow_up' = 'rejection', n = 1): Step => ({
  kind: 'mail',
  mail,
  n,
  rejectionIds: [],
  stage: 'interview',
});

/** Of a tenth of a second: far longer than anything takes, within the time of a test. */
const tries = 800;

/** Looks again until `look` answers true; throws with `what` when it does not come to be. */
export async function until(what: string, look: () => boolean | Promise<boolean>): Promise<void> {
  for (let n = 0; n < tries; n += 1) {
    if (await look()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`Waited in vain for ${what}.`);
}
