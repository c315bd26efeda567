import { activityInfo } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';

const share = 0.1;
const longestMs = 15 * 60_000;

/**
 * An activity that has been retried for long is retried less often, after a tenth of that time: a mail provider that is
 * away for days must not be asked by every due mail every five seconds. What a service asks for is the shortest pause;
 * without one, the activity's own policy counts.
 */
export async function backOff<T>(work: () => Promise<T>, retriedForMs = readRetriedForMs()): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const asked = error instanceof ApplicationFailure ? Number(error.nextRetryDelay ?? 0) : 0;
    const pauseMs = Math.min(longestMs, retriedForMs * share);
    if (!(error instanceof ApplicationFailure) || asked === 0 || pauseMs <= asked) throw error;
    throw ApplicationFailure.create({
      message: error.message,
      type: error.type ?? 'unavailable',
      nextRetryDelay: pauseMs,
    });
  }
}

/** By the workflow's clock, like its retries. */
function readRetriedForMs(): number {
  const { currentAttemptScheduledTimestampMs, scheduledTimestampMs } = activityInfo();
  return currentAttemptScheduledTimestampMs - scheduledTimestampMs;
}
