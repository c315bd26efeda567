import { type FileImportInput, importTaskQueue, nudgeSignal } from '@goen/contracts/workflow';
import {
  ActivityFailure,
  condition,
  continueAsNew,
  defineSignal,
  isCancellation,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  setWorkflowOptions,
} from '@temporalio/workflow';
import type { ImportActivities, ImportDecision, ImportRef, ImportStep } from './activities.ts';

const nudge = defineSignal(nudgeSignal);

const { nextImportStep } = proxyLocalActivities<ImportDecision>({
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
});
/** A long file takes minutes; who reads it tells that it lives, and another goes on where it was. */
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

const maxStepsARun = 50;
const lookAgainMs = 3_600_000;

/**
 * A file that a company handed in: looked through, taken, and forgotten in time. As in a case, each run waits, then acts,
 * so that it wakes on the newest code; the row is truth, and a nudge only means look again.
 */
export async function fileImport({ importId, companyId, wakeAtMs }: FileImportInput): Promise<void> {
  let nudged = false;
  setHandler(nudge, () => {
    nudged = true;
  });
  if (wakeAtMs > Date.now()) await condition(() => nudged, wakeAtMs - Date.now());
  const ref: ImportRef = { importId, companyId };
  for (let steps = 0; steps < maxStepsARun; steps += 1) {
    nudged = false;
    const step = await nextImportStep(ref, Date.now());
    setCurrentDetails(detailsOf(step));
    if (nudged) continue;
    if (step.kind === 'none') return;
    if (step.kind === 'wait') return continueAsNew<typeof fileImport>({ ...ref, wakeAtMs: step.untilMs });
    if ((await act(ref, step.kind).catch(lookAgainAfterFailure)) === 'look_again_later') {
      return continueAsNew<typeof fileImport>({ ...ref, wakeAtMs: Date.now() + lookAgainMs });
    }
  }
  return continueAsNew<typeof fileImport>({ ...ref, wakeAtMs: 0 });
}
setWorkflowOptions({ versioningBehavior: 'AUTO_UPGRADE' }, fileImport);

const detailsOf = (step: ImportStep): string =>
  step.kind === 'wait' ? `Sleeps until ${new Date(step.untilMs).toISOString()}, then: ${step.next}.` : step.kind;

async function act(ref: ImportRef, kind: Exclude<ImportStep['kind'], 'wait' | 'none'>): Promise<'done'> {
  switch (kind) {
    case 'look_through':
      await lookThrough(ref).catch((error: unknown) => fail(ref, error));
      return 'done';
    case 'take_rows':
      await takeRows(ref).catch((error: unknown) => fail(ref, error));
      return 'done';
    case 'forget_bytes':
      await forgetBytes(ref);
      return 'done';
    case 'forget_rows':
      await forgetRows(ref);
      return 'done';
    case 'expire':
      await expireImport(ref);
      return 'done';
  }
}

/** Two days of trying were in vain: the company is told, and may hand the file in again. */
async function fail(ref: ImportRef, error: unknown): Promise<void> {
  if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
  await failImport(ref);
}

function lookAgainAfterFailure(error: unknown): 'look_again_later' {
  if (error instanceof ActivityFailure && !isCancellation(error)) return 'look_again_later';
  throw error;
}
