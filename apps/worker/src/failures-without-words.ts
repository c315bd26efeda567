import { ApplicationFailure, TemporalFailure } from '@temporalio/common';
import type { ActivityInboundCallsInterceptor } from '@temporalio/worker';

/**
 * Failure messages are plain text in Temporal, and those of databases quote rows. What is not a failure of ours is
 * replaced by its kind and code; the log has the rest.
 */
export const failuresWithoutWords = (onError: (error: unknown) => void): ActivityInboundCallsInterceptor => ({
  async execute(input, next) {
    try {
      return await next(input);
    } catch (error) {
      if (error instanceof TemporalFailure) throw error;
      onError(error);
      const name = error instanceof Error ? error.name : 'unknown_error';
      const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? `:${error.code}` : '';
      throw ApplicationFailure.retryable(`${name}${code}`, name);
    }
  },
});
