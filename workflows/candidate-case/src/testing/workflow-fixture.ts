import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { Step } from '@goen/case-domain';
import { startCase, toCaseWorkflowId } from '@goen/temporal-kit';
import '@goen/temporal-server/vitest';
import { startWorkflowWorkers } from '@goen/testing';
import { inject } from 'vitest';
import type { CandidateCaseActivities, MailActivities } from '../activities.ts';
import { caseTaskQueue, mailTaskQueue } from '../messages.ts';

export const dayMs = 86_400_000;
export const workflowsPath = fileURLToPath(new URL('../workflow.ts', import.meta.url));
export type CaseFixture = Awaited<ReturnType<typeof startCaseFixture>>;

/** What the activities of a case return, defined by a test. `times` counts the calls. */
export type Script = {
  decide(asOfMs: number, times: number): Step | Promise<Step>;
  sendMail?(): void | Promise<void>;
  remindRecruiter?(): void;
};

/**
 * A time-skipping server and a worker with the real workflow. The activities follow the script of each case and record
 * their calls.
 */
export async function startCaseFixture(version = { buildId: 'under-test', workflowsPath }) {
  const scripts = new Map<string, Script>();
  const calls = new Map<string, string[]>();
  const times = new Map<string, number>();
  const recordCall = (caseId: string, call: string) => {
    calls.set(caseId, [...(calls.get(caseId) ?? []), call]);
    const key = `${caseId}:${call.split(' ')[0]}`;
    times.set(key, (times.get(key) ?? 0) + 1);
    return times.get(key) ?? 0;
  };
  const findScript = (caseId: string): Script => scripts.get(caseId) ?? { decide: () => ({ kind: 'none' }) };
  const activities: CandidateCaseActivities & MailActivities = {
    decide: async ({ caseId, asOfMs }) => {
      const step = await findScript(caseId).decide(asOfMs, recordCall(caseId, 'decide'));
      return { step, stage: 'interview', details: `Acts: ${step.kind}.` };
    },
    sendMail: async ({ caseId }, { mail }) => {
      recordCall(caseId, `mail ${mail}`);
      await findScript(caseId).sendMail?.();
    },
    refer: async ({ caseId }) => void recordCall(caseId, 'refer'),
    reverseReferral: async ({ caseId }) => void recordCall(caseId, 'reverse'),
    remindRecruiter: async ({ caseId }) => {
      recordCall(caseId, 'remind');
      findScript(caseId).remindRecruiter?.();
    },
    expireRegistration: async ({ caseId }) => void recordCall(caseId, 'expire'),
    suppress: async ({ caseId }) => void recordCall(caseId, 'suppress'),
    erase: async ({ caseId }) => void recordCall(caseId, 'erase'),
    close: async ({ caseId }) => void recordCall(caseId, 'close'),
  };
  const workers = await startWorkflowWorkers({
    address: inject('temporalAddress'),
    deploymentName: 'candidate-case',
    buildId: version.buildId,
    workflowsPath: version.workflowsPath,
    activities,
    taskQueues: [caseTaskQueue, mailTaskQueue],
  });
  return {
    client: workers.client,
    /** The activity calls of a case, in order. */
    listCalls: (caseId: string) => calls.get(caseId) ?? [],
    async start(script: Script, wakeAtMs = 0): Promise<{ caseId: string; companyId: string; workflowId: string }> {
      const refs = { caseId: randomUUID(), companyId: randomUUID() };
      scripts.set(refs.caseId, script);
      await startCase(workers.client, { ...refs, wakeAtMs, stage: 'interview', nextStep: 'rejection_mail' });
      return { ...refs, workflowId: toCaseWorkflowId(refs.caseId) };
    },
    close: workers.close,
  };
}

export const mailStep = (mail: 'rejection' | 'first_follow_up' = 'rejection', n = 1): Step => ({
  kind: 'mail',
  mail,
  n,
  rejectionIds: [],
  stage: 'interview',
});

/** At 100 ms each: far longer than any condition takes, but within the timeout of a test. */
const maxAttempts = 800;

/** Waits until `check` returns true; throws with `description` if it never does. */
export async function until(description: string, check: () => boolean | Promise<boolean>): Promise<void> {
  for (let n = 0; n < maxAttempts; n += 1) {
    if (await check()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`Timed out waiting for ${description}.`);
}
