import { activityInfo } from '@temporalio/activity';

/**
 * Now by the case's clock, ms since the epoch: the workflow's time when it asked, and what has passed since. The server
 * schedules attempts in the workflow's own time, so time that it skips counts too.
 */
export function caseClock(attemptStartedAtMs: number): number {
  return activityInfo().currentAttemptScheduledTimestampMs + (Date.now() - attemptStartedAtMs);
}
