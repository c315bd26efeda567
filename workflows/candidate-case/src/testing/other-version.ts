import { condition, defineSignal, proxyActivities, setHandler, setWorkflowOptions } from '@temporalio/workflow';
import type { CandidateCaseActivities } from '../activities.ts';
import type { CandidateCaseInput } from '../messages.ts';

const { refer, erase } = proxyActivities<CandidateCaseActivities>({ startToCloseTimeout: '1 minute' });

/** A compatible later version: everything after the wait is different. */
export async function candidateCase({ caseId, companyId, wakeAtMs }: CandidateCaseInput): Promise<void> {
  let nudged = false;
  setHandler(defineSignal('nudge'), () => {
    nudged = true;
  });
  if (wakeAtMs > Date.now()) await condition(() => nudged, wakeAtMs - Date.now());
  const ref = { caseId, companyId, asOfMs: Date.now() };
  await erase(ref);
  await refer(ref, { kind: 'refer', n: 7 });
}
setWorkflowOptions({ versioningBehavior: 'AUTO_UPGRADE' }, candidateCase);
