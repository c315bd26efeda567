import { caseEvent, type FieldError, rejectionReport } from '@goen/contracts';
import { HttpProblem, storable } from '@goen/service-kit';
import type { z } from 'zod';
import type { Told } from '../vendor.ts';

/** A vendor's report in our shape, or every place where it does not fit. */
export const toldRejection = (report: unknown): Told =>
  read(rejectionReport, report, (data) => ({ kind: 'rejection', report: data }));

export const toldEvent = (event: unknown): Told => read(caseEvent, event, (data) => ({ kind: 'event', event: data }));

function read<T extends z.ZodType>(schema: T, value: unknown, told: (data: z.output<T>) => Told): Told {
  const parsed = schema.safeParse(value);
  if (!parsed.success) return { kind: 'refused', errors: parsed.error.issues.map(faultOf) };
  try {
    return told(storable(parsed.data));
  } catch (error) {
    if (error instanceof HttpProblem) return { kind: 'refused', errors: [...(error.extra.errors ?? [])] };
    throw error;
  }
}

const faultOf = ({ path, code, message }: z.core.$ZodIssue): FieldError => ({
  pointer: path.map((key) => `/${String(key)}`).join(''),
  code,
  detail: message,
});

/** What a body says that is no JSON, or no object. */
export const unreadable = (detail: string): Told => ({
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
