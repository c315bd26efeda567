import { passCrashPoint } from '@goen/service-kit';
import type { ActivityInboundCallsInterceptor } from '@temporalio/worker';

/** Where a worker may be made to crash: before an activity runs, and before Temporal learns that it did. */
export const crashAroundActivity: ActivityInboundCallsInterceptor = {
  async execute(input, next) {
    passCrashPoint('activity.before-run');
    const result = await next(input);
    passCrashPoint('activity.before-acknowledgement');
    return result;
  },
};
