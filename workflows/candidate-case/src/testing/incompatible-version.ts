import { setWorkflowOptions, sleep } from '@temporalio/workflow';

/** An incompatible change: a command before the wait that is missing in the histories of sleeping cases. */
export async function candidateCase(): Promise<void> {
  await sleep('1 second');
  await sleep('1 day');
}
setWorkflowOptions({ versioningBehavior: 'AUTO_UPGRADE' }, candidateCase);
