import { type CaseEvent, type RejectionReport, vendorCaseEvent, vendorRejectionReport } from '@goen/contracts/public';
import { assertStorable, HttpProblem, validate } from '@goen/service-kit';
import type { z } from 'zod';

/** One item that an ATS reported. */
export type ReportedItem =
  | { readonly kind: 'rejection'; readonly report: RejectionReport }
  | { readonly kind: 'event'; readonly event: CaseEvent }
  /** The ATS deleted or anonymised the candidate. */
  | { readonly kind: 'gone'; readonly candidateId: string }
  /** The ATS merged two candidates. */
  | { readonly kind: 'merged'; readonly candidateId: string; readonly intoId: string }
  /** `discard`: what was received must not be kept. */
  | { readonly kind: 'ignored'; readonly reason: string; readonly discard?: true }
  | {
      readonly kind: 'refused';
      readonly errors: readonly { readonly pointer: string; readonly code: string; readonly detail: string }[];
    };

/** Validates a vendor's report in our own format; refused with every error when it does not fit. */
export const toRejectionItem = (report: unknown): ReportedItem =>
  toItem(vendorRejectionReport, report, (valid) => ({ kind: 'rejection', report: valid }));

export const toEventItem = (event: unknown): ReportedItem =>
  toItem(vendorCaseEvent, event, (valid) => ({ kind: 'event', event: valid }));

function toItem<T extends z.ZodType>(
  schema: T,
  value: unknown,
  wrap: (valid: z.output<T>) => ReportedItem,
): ReportedItem {
  try {
    const valid = validate(value, schema);
    assertStorable(valid);
    return wrap(valid);
  } catch (error) {
    if (error instanceof HttpProblem) return { kind: 'refused', errors: [...(error.extra.errors ?? [])] };
    throw error;
  }
}

/** The item for a body that is not JSON or not in the vendor's format. */
export const toUnreadableItem = (detail: string): ReportedItem => ({
  kind: 'refused',
  errors: [{ pointer: '', code: 'unreadable_body', detail }],
});
