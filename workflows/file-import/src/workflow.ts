import { type FileImportInput, importTaskQueue, nudgeSignal } from '@goen/contracts/workflow';
import { describeSleep, sleepThenAct } from '@goen/workflow-kit';
import {
  ActivityFailure,
  isCancellation,
  proxyActivities,
  proxyLocalActivities,
  setWorkflowOptions,
} from '@temporalio/workflow';
import type { ImportActivities, ImportDecision, ImportRef, ImportStep } from './activities.ts';

const { nextImportStep } = proxyLocalActivities<ImportDecision>({
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
});
/** A long file takes minutes. The activity heartbeats, and after a crash another worker resumes where it stopped. */
const { lookThrough, takeRows } = proxyActivities<ImportActivities>({
  taskQueue: importTaskQueue,
  startToCloseTimeout: '3 hours',
  heartbeatTimeout: '30 seconds',
  scheduleToCloseTimeout: '2 days',
  retry: { initialInterval: '2 seconds', maximumInterval: '5 minutes' },
});
const { failImport, forgetBytes, forgetRows, expireImport } = proxyActivities<ImportActivities>({
  taskQueue: importTaskQueue,
  startToCloseTimeout: '10 minutes',
  heartbeatTimeout: '30 seconds',
  scheduleToCloseTimeout: '2 days',
  retry: { initialInterval: '2 seconds', maximumInterval: '5 minutes' },
});

/** A file that a company uploaded: inspected, imported, and deleted in time. */
export async function fileImport({ importId, companyId, wakeAtMs }: FileImportInput): Promise<void> {
  const ref: ImportRef = { importId, companyId };
  await sleepThenAct({
    nudgeSignal,
    wakeAtMs,
    decide: async (nowMs) => {
      const step = await nextImportStep(ref, nowMs);
      return { step, details: describeStep(step) };
    },
    act: (step) => act(ref, step.kind),
    nextInput: (nextWakeAtMs): FileImportInput => ({ ...ref, wakeAtMs: nextWakeAtMs }),
  });
}
setWorkflowOptions({ versioningBehavior: 'AUTO_UPGRADE' }, fileImport);

const describeStep = (step: ImportStep): string =>
  step.kind === 'wait' ? describeSleep(step.untilMs, step.next) : step.kind;

function act(ref: ImportRef, kind: Exclude<ImportStep['kind'], 'wait' | 'none'>): Promise<void> {
  switch (kind) {
    case 'look_through':
      return lookThrough(ref).catch((error: unknown) => fail(ref, error));
    case 'take_rows':
      return takeRows(ref).catch((error: unknown) => fail(ref, error));
    case 'forget_bytes':
      return forgetBytes(ref);
    case 'forget_rows':
      return forgetRows(ref);
    case 'expire':
      return expireImport(ref);
  }
}

/** After two days of retries the import fails visibly; the company can upload the file again. */
async function fail(ref: ImportRef, error: unknown): Promise<void> {
  if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
  await failImport(ref);
}
