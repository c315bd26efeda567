import { ApplicationFailure, TemporalFailure } from '@temporalio/common';
import type { ActivityInboundCallsInterceptor } from '@temporalio/worker';

/**
 * Keeps personal data out of Temporal, which stores failure messages as plain text: database errors quote rows. Errors
 * that are not Temporal failures of our own are replaced by their name and code; the log has the original.
 */
export const redactFailures = (onError: (error: unknown) => void): ActivityInboundCallsInterceptor => ({
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
