import { z } from 'zod';
import { toTokyoDate } from '../shared/tokyo-time.ts';
import { type Candidacy, type Requisition, steps, terminationReasons } from './candidacy.ts';

const page = z.coerce.number().int().min(1).default(1);
const direction = z.enum(['asc', 'desc']).default('desc');
const optionalDate = z.iso.date().optional();

export const candidacyQuery = z.object({
  status: z.enum(['active', 'terminated']).optional(),
  step: z.enum(steps).optional(),
  terminationReason: z.enum(terminationReasons).optional(),
  requisitionId: z.string().optional(),
  appliedAtFrom: optionalDate,
  appliedAtTo: optionalDate,
  stepUpdatedAtFrom: optionalDate,
  stepUpdatedAtTo: optionalDate,
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

/** Both ends are dates in Tokyo, inclusive. */
const isWithin = (instant: string, from: string | undefined, to: string | undefined) => {
  const date = toTokyoDate(instant);
  return (from === undefined || date >= from) && (to === undefined || date <= to);
};
const isSame = <T>(wanted: T | undefined, value: T) => wanted === undefined || wanted === value;

export const matchesCandidacy = (candidacy: Candidacy, query: CandidacyQuery): boolean =>
  isSame(query.status, candidacy.status) &&
  isSame(query.step, candidacy.step) &&
  isSame(query.requisitionId, candidacy.requisitionId) &&
  (query.terminationReason === undefined || query.terminationReason === candidacy.terminationReason) &&
  isWithin(candidacy.appliedAt, query.appliedAtFrom, query.appliedAtTo) &&
  isWithin(candidacy.stepUpdatedAt, query.stepUpdatedAtFrom, query.stepUpdatedAtTo);

export const matchesRequisition = (requisition: Requisition, query: RequisitionQuery): boolean =>
  isSame(query.status, requisition.status) && isSame(query.careerPageStatus, requisition.careerPageStatus);

/** Pages are offsets, as at HERP: a row that moves between two requests is missed or listed twice. */
const pageSize = 100;

export function sortAndPage<T>(
  rows: readonly T[],
  readTime: (row: T) => string,
  query: { direction: string; page: number },
) {
  const sign = query.direction === 'asc' ? 1 : -1;
  const sorted = rows.toSorted((a, b) => sign * (Date.parse(readTime(a)) - Date.parse(readTime(b))));
  const end = query.page * pageSize;
  return { rows: sorted.slice(end - pageSize, end), hasNextPage: sorted.length > end };
}
