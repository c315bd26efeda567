import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { caseTaskQueue, importTaskQueue } from '@goen/contracts/workflow';
import { nudgeImport, toImportWorkflowId } from '@goen/temporal-kit';
import '@goen/temporal-server/vitest';
import { startWorkflowWorkers } from '@goen/testing';
import { ApplicationFailure } from '@temporalio/common';
import { inject } from 'vitest';
import type { ImportActivities, ImportDecision, ImportStep } from '../activities.ts';

export const workflowsPath = fileURLToPath(new URL('../workflow.ts', import.meta.url));
export const dayMs = 86_400_000;

/** A time-skipping server and a worker with the real workflow; its activities record their calls. */
export async function startImportFixture() {
  const steps = new Map<string, ImportStep[]>();
  const done = new Map<string, string[]>();
  const failing = new Set<string>();
  const act = (kind: string) => async (ref: { importId: string }) => {
    done.get(ref.importId)?.push(kind);
    if (failing.has(ref.importId) && kind === 'take_rows') throw ApplicationFailure.nonRetryable('broken');
    steps.get(ref.importId)?.shift();
  };
  const activities: ImportActivities & ImportDecision = {
    nextImportStep: async ({ importId }, asOfMs) => {
      const step = steps.get(importId)?.[0] ?? { kind: 'none' };
      if (step.kind === 'wait' && step.untilMs <= asOfMs) {
        steps.get(importId)?.shift();
        return steps.get(importId)?.[0] ?? { kind: 'none' };
      }
      return step;
    },
    lookThrough: act('look_through'),
    takeRows: act('take_rows'),
    failImport: async ({ importId }) => {
      done.get(importId)?.push('failed');
      steps.set(importId, []);
    },
    forgetBytes: act('forget_bytes'),
    forgetRows: act('forget_rows'),
    expireImport: act('expire'),
  };
  const workers = await startWorkflowWorkers({
    address: inject('temporalAddress'),
    deploymentName: 'file-import',
    workflowsPath,
    activities,
    taskQueues: [caseTaskQueue, importTaskQueue],
  });
  const nudge = (importId: string) => nudgeImport(workers.client, { importId, companyId: randomUUID() });
  return {
    client: workers.client,
    listSteps: (importId: string) => done.get(importId) ?? [],
    nudge,
    /** Replaces the remaining steps, like a change of the row. */
    change: (importId: string, next: ImportStep[]) => steps.set(importId, next),
    async start(script: ImportStep[], { fails = false } = {}) {
      const importId = randomUUID();
      steps.set(importId, [...script]);
      done.set(importId, []);
      if (fails) failing.add(importId);
      await nudge(importId);
      return { importId, workflowId: toImportWorkflowId(importId) };
    },
    close: workers.close,
  };
}
