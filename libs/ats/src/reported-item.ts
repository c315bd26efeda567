import { type CaseEvent, parseRejectionReport, type RejectionReport, vendorCaseEvent } from '@goen/contracts/public';
import { assertStorable, HttpProblem, requireValid, validate } from '@goen/service-kit';

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
export const toRejectionItem = (input: unknown): ReportedItem =>
  toItem(() => ({ kind: 'rejection', report: requireStorable(requireValid(parseRejectionReport(input, 'vendor'))) }));

export const toEventItem = (input: unknown): ReportedItem =>
  toItem(() => ({ kind: 'event', event: requireStorable(validate(input, vendorCaseEvent)) }));

function requireStorable<T>(value: T): T {
  assertStorable(value);
  return value;
}

function toItem(read: () => ReportedItem): ReportedItem {
  try {
    return read();
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
