import { vendorCaseEvent, vendorRejectionReport } from '@goen/contracts/public';
import { HttpProblem, storable, validate } from '@goen/service-kit';
import type { z } from 'zod';
import type { ReportedItem } from './ats-vendor.ts';

/** A vendor's report in our shape, or every place where it does not fit. */
export const toldRejection = (report: unknown): ReportedItem =>
  read(vendorRejectionReport, report, (data) => ({ kind: 'rejection', report: data }));

export const toldEvent = (event: unknown): ReportedItem =>
  read(vendorCaseEvent, event, (data) => ({ kind: 'event', event: data }));

function read<T extends z.ZodType>(schema: T, value: unknown, told: (data: z.output<T>) => ReportedItem): ReportedItem {
  try {
    return told(storable(validate(value, schema)));
  } catch (error) {
    if (error instanceof HttpProblem) return { kind: 'refused', errors: [...(error.extra.errors ?? [])] };
    throw error;
  }
}

/** What a body says that is no JSON, or no object. */
export const unreadable = (detail: string): ReportedItem => ({
  kind: 'refused',
  errors: [{ pointer: '', code: 'unreadable_body', detail }],
});

/** A body as JSON; null when it is none. */
export function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as unknown;
  } catch {
    return null;
  }
}
