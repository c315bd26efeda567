import { activityInfo } from '@temporalio/activity';

/**
 * Now by the case's clock, ms since the epoch: the workflow's time when it asked, what has passed since, and `skippedMs`. The server
 * schedules attempts in the workflow's own time, so time that it skips counts too.
 */
export function caseClock(attemptStartedAtMs: number, skippedMs = 0): number {
  const scheduled = activityInfo().currentAttemptScheduledTimestampMs + (Date.now() - attemptStartedAtMs);
  // An attempt may wait in its queue for hours: the wall clock knows, unless the case's time was skipped ahead of it.
  return Math.max(scheduled, Date.now()) + skippedMs;
}
