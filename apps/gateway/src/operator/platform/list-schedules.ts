import type { operatorSchedule, operatorSchedules } from '@goen/contracts/public';
import { HttpProblem } from '@goen/service-kit';
import type { z } from 'zod';
import type { OperatorContext } from '../operator-context.ts';

/** Of all connections' polls and of the platform's rounds. Throws `unavailable` while Temporal is away. */
export async function listSchedules(
  { temporal, logger }: OperatorContext,
  { limit }: { readonly limit: number },
): Promise<z.infer<typeof operatorSchedules>> {
  // The list itself would wait for a server that is away for as long as the request may take.
  if (temporal === null || !(await temporal.isReachable())) throw new HttpProblem('unavailable');
  const items: z.infer<typeof operatorSchedule>[] = [];
  try {
    for await (const { scheduleId, memo, state, info, action } of temporal.client.schedule.list()) {
      items.push({
        id: scheduleId,
        purpose: typeof memo?.purpose === 'string' ? memo.purpose : null,
        workflow: action?.workflowType ?? null,
        paused: state.paused,
        last_run_at: info.recentActions.at(-1)?.takenAt.toISOString() ?? null,
        next_run_at: info.nextActionTimes.at(0)?.toISOString() ?? null,
      });
      if (items.length >= limit) break;
    }
  } catch (error) {
    logger.warn({ err: error }, 'Failed to list the Schedules');
    throw new HttpProblem('unavailable');
  }
  return { items };
}
