import type { ConnectionPollInput, VendorFaultCode } from '@goen/contracts/workflow';

/**
 * How a poll went. `resting`: the vendor let us in the last time neither, and is not asked again that soon. `faulty`:
 * it stands on the connection, and the next poll of the Schedule tries again.
 */
export type PollOutcome =
  | { readonly kind: 'polled'; readonly pages: number; readonly received: number; readonly accepted: number }
  | { readonly kind: 'stopped' | 'resting' }
  | { readonly kind: 'faulty'; readonly code: VendorFaultCode };

/** The type of a failure that is the vendor's, and may pass: its message is the fault's code alone. */
export const vendorFailureType = 'VendorError';

/** Implemented by the worker alone. */
export interface PollActivities {
  /** Reads on from where the last poll came, accepts page by page, and records how it went in the connection's row. */
  pollConnection(connection: ConnectionPollInput): Promise<PollOutcome>;
}
