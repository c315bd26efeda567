import type { RetentionResult } from '@goen/contracts/workflow';
import { proxyActivities, setCurrentDetails, setWorkflowOptions } from '@temporalio/workflow';
import type { RetentionActivities } from './activities.ts';

const { purgeExpired } = proxyActivities<RetentionActivities>({
  startToCloseTimeout: '1 hour',
  heartbeatTimeout: '1 minute',
  scheduleToCloseTimeout: '3 hours',
  retry: { initialInterval: '30 seconds', maximumInterval: '10 minutes' },
});

/** A backlog, such as after the first start, is worked off over several days. */
const maxPasses = 10;

/** Runs every night by its Schedule: deletes what is older than its retention. */
export async function retentionRound(): Promise<RetentionResult> {
  const rows: Record<string, number> = {};
  for (let pass = 1; ; pass += 1) {
    const result = await purgeExpired();
    for (const [kind, count] of Object.entries(result.rows)) rows[kind] = (rows[kind] ?? 0) + count;
    if (!result.isComplete && pass < maxPasses) continue;
    setCurrentDetails(result.isComplete ? 'Nothing is older than its retention.' : 'The next round goes on.');
    return { rows, isComplete: result.isComplete };
  }
}
setWorkflowOptions({ versioningBehavior: 'AUTO_UPGRADE' }, retentionRound);
