import { caseTaskQueue, retentionRoundId, retentionRoundType } from '@goen/contracts/workflow';
import { type Client, ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client';

/** 03:30 in Tokyo: long after the sending windows, and before anybody is at work. */
const hour = 3;
const minute = 30;

/** Creates the schedule of the retention round if it does not exist; an existing one is left as it is. */
export async function ensureRetentionSchedule(client: Client): Promise<void> {
  try {
    await client.schedule.create({
      scheduleId: retentionRoundId,
      spec: { calendars: [{ hour, minute }], timezone: 'Asia/Tokyo' },
      action: {
        type: 'startWorkflow',
        workflowType: retentionRoundType,
        taskQueue: caseTaskQueue,
        workflowId: retentionRoundId,
      },
      policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 day' },
      memo: { purpose: 'deletes what is older than its retention' },
    });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
  }
}
