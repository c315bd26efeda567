import { setWorkflowOptions, sleep } from '@temporalio/workflow';

/** What must not be done: something before the wait that cases now asleep never did. */
export async function candidateCase(): Promise<void> {
  await sleep('1 second');
  await sleep('1 day');
}
setWorkflowOptions({ versioningBehavior: 'AUTO_UPGRADE' }, candidateCase);
