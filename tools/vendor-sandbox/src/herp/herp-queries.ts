import { z } from 'zod';
import { tokyoDate } from '../shared/tokyo-time.ts';
import { type Candidacy, type Requisition, steps, terminationReasons } from './candidacy.ts';

const page = z.coerce.number().int().min(1).default(1);
const direction = z.enum(['asc', 'desc']).default('desc');
const date = z.iso.date().optional();

export const candidacyQuery = z.object({
  status: z.enum(['active', 'terminated']).optional(),
  step: z.enum(steps).optional(),
  terminationReason: z.enum(terminationReasons).optional(),
  requisitionId: z.string().optional(),
  appliedAtFrom: date,
  appliedAtTo: date,
  stepUpdatedAtFrom: date,
  stepUpdatedAtTo: date,
  sort: z.enum(['appliedAt', 'stepUpdatedAt']).default('appliedAt'),
  direction,
  page,
});
type CandidacyQuery = z.output<typeof candidacyQuery>;

export const requisitionQuery = z.object({
  status: z.enum(['active', 'archived']).optional(),
  careerPageStatus: z.enum(['published', 'unlisted', 'private']).optional(),
  sort: z.enum(['createdAt', 'updatedAt']).default('createdAt'),
  direction,
  page,
});
type RequisitionQuery = z.output<typeof requisitionQuery>;

/** Both ends are dates of Tokyo and belong to the range. */
const within = (instant: string, from: string | undefined, to: string | undefined) => {
  const day = tokyoDate(instant);
  return (from === undefined || day >= from) && (to === undefined || day <= to);
};
const same = <T>(wanted: T | undefined, found: T) => wanted === undefined || wanted === found;

export const candidacyFits = (one: Candidacy, query: CandidacyQuery): boolean =>
  same(query.status, one.status) &&
  same(query.step, one.step) &&
  same(query.requisitionId, one.requisitionId) &&
  (query.terminationReason === undefined || query.terminationReason === one.terminationReason) &&
  within(one.appliedAt, query.appliedAtFrom, query.appliedAtTo) &&
  within(one.stepUpdatedAt, query.stepUpdatedAtFrom, query.stepUpdatedAtTo);

export const requisitionFits = (one: Requisition, query: RequisitionQuery): boolean =>
  same(query.status, one.status) && same(query.careerPageStatus, one.careerPageStatus);

/** A page is a hundred, counted anew at each request: rows that move between two requests are missed or come twice. */
const pageSize = 100;

export function pageOf<T>(rows: readonly T[], by: (row: T) => string, query: { direction: string; page: number }) {
  const sign = query.direction === 'asc' ? 1 : -1;
  const sorted = rows.toSorted((a, b) => sign * (Date.parse(by(a)) - Date.parse(by(b))));
  const end = query.page * pageSize;
  return { rows: sorted.slice(end - pageSize, end), hasNextPage: sorted.length > end };
}
