import { z } from 'zod';
import type { ZohoNote, ZohoRecord } from './zoho-store.ts';

const perPage = z.coerce.number().int().min(1).max(200).default(200);
export const listQuery = z.object({
  page: z.coerce.number().int().min(1).default(1),
  per_page: perPage,
  sort_by: z.string().optional(),
  sort_order: z.enum(['asc', 'desc']).default('desc'),
  /** Comma-separated API names. */
  fields: z.string().optional(),
});
type ListQuery = z.output<typeof listQuery>;

/** A page in Zoho's format; null when it is empty, for which Zoho sends no content. */
export function toListPage<T>(rows: readonly T[], { page, per_page }: Pick<ListQuery, 'page' | 'per_page'>) {
  const data = rows.slice((page - 1) * per_page, page * per_page);
  if (data.length === 0) return null;
  return { data, info: { per_page, count: data.length, page, more_records: rows.length > page * per_page } };
}

const toText = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

/** Sorts by `sort_by`, and keeps only the requested fields. */
export function sortAndSelect(
  records: readonly ZohoRecord[],
  { sort_by, sort_order, fields }: ListQuery,
): ZohoRecord[] {
  const sign = sort_order === 'asc' ? 1 : -1;
  const readSortKey = (record: ZohoRecord) => toText(record[sort_by ?? 'Created_Time']);
  const sorted = records.toSorted((a, b) => sign * readSortKey(a).localeCompare(readSortKey(b), 'en'));
  if (fields === undefined) return sorted;
  const names = new Set(['id', ...fields.split(',').map((name) => name.trim())]);
  return sorted.map((record) => pickFields(record, names));
}

const pickFields = (record: ZohoRecord, names: ReadonlySet<string>) =>
  Object.fromEntries(Object.entries(record).filter(([name]) => names.has(name))) as ZohoRecord;

const criterionPattern = /^\((\w+):(equals|starts_with):((?:[^()\\]|\\.)*)\)$/;

/** Parses a single criterion, `(Email:equals:a@example.jp)`, with backslash escapes. Null when it is invalid. */
export function parseCriterion(text: string): ((record: ZohoRecord) => boolean) | null {
  const [, field, operator, escaped] = criterionPattern.exec(text) ?? [];
  if (field === undefined || escaped === undefined) return null;
  const wanted = escaped.replaceAll(/\\(.)/g, '$1').toLowerCase();
  return (record) => {
    const value = toText(record[field]).toLowerCase();
    return operator === 'equals' ? value === wanted : value.startsWith(wanted);
  };
}

/** Whether any address field of a record matches, ignoring case. */
export const hasAddress = (address: string) => (record: ZohoRecord) =>
  [record.Email, record.Secondary_Email].some(
    (value) => typeof value === 'string' && value.toLowerCase() === address.toLowerCase(),
  );

export const toNoteView = ({ Parent_Id, se_module, ...note }: ZohoNote) => ({
  ...note,
  Parent_Id: { name: null, id: Parent_Id },
  $se_module: se_module,
});
