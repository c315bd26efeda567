import { isMeasuring, observeSeconds, withSpan } from '@goen/service-kit/telemetry';
import { activityInfo } from '@temporalio/activity';
import { CancelledFailure } from '@temporalio/common';
import type { ActivityInboundCallsInterceptor } from '@temporalio/worker';

const casePrefix = 'case:';

/**
 * Measures and traces each activity. The activities of a run share a trace whose id follows from the run's: a case that
 * sleeps for a year has one trace per wake, and workflows carry nothing.
 */
export const traceActivities: ActivityInboundCallsInterceptor = {
  execute(input, next) {
    const { activityType, attempt, workflowExecution } = activityInfo();
    const workflowId = workflowExecution?.workflowId ?? '';
    const attributes = {
      'goen.activity': activityType,
      'goen.attempt': attempt,
      'goen.workflow.id': workflowId,
      ...(workflowId.startsWith(casePrefix) && { 'goen.case.id': workflowId.slice(casePrefix.length) }),
    };
    const origin = workflowExecution ? { runId: workflowExecution.runId } : { parent: null };
    return withSpan(`activity ${activityType}`, { kind: 'consumer', attributes, ...origin }, async () => {
      if (!isMeasuring()) return next(input);
      const startMs = performance.now();
      let outcome = 'completed';
      try {
        return await next(input);
      } catch (error) {
        outcome = error instanceof CancelledFailure ? 'cancelled' : 'failed';
        throw error;
      } finally {
        const seconds = (performance.now() - startMs) / 1_000;
        observeSeconds('goen_activity_duration_seconds', seconds, { activity: activityType, outcome });
      }
    });
  },
};
