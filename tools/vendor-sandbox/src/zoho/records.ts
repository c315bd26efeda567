import { z } from 'zod';
import type { ZohoNote, ZohoRecord } from './zoho-books.ts';

const perPage = z.coerce.number().int().min(1).max(200).default(200);
export const listQuery = z.object({
  page: z.coerce.number().int().min(1).default(1),
  per_page: perPage,
  sort_by: z.string().optional(),
  sort_order: z.enum(['asc', 'desc']).default('desc'),
  /** API names, separated by commas. */
  fields: z.string().optional(),
});
type ListQuery = z.output<typeof listQuery>;

/** A page as Zoho answers it; null when it is empty: then there is no content at all. */
export function pageOf<T>(rows: readonly T[], { page, per_page }: Pick<ListQuery, 'page' | 'per_page'>) {
  const data = rows.slice((page - 1) * per_page, page * per_page);
  if (data.length === 0) return null;
  return { data, info: { per_page, count: data.length, page, more_records: rows.length > page * per_page } };
}

const textOf = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

export function listed(records: readonly ZohoRecord[], { sort_by, sort_order, fields }: ListQuery): ZohoRecord[] {
  const sign = sort_order === 'asc' ? 1 : -1;
  const by = (record: ZohoRecord) => textOf(record[sort_by ?? 'Created_Time']);
  const sorted = records.toSorted((a, b) => sign * by(a).localeCompare(by(b), 'en'));
  if (fields === undefined) return sorted;
  const names = new Set(['id', ...fields.split(',').map((name) => name.trim())]);
  return sorted.map((record) => pickFields(record, names));
}

const pickFields = (record: ZohoRecord, names: ReadonlySet<string>) =>
  Object.fromEntries(Object.entries(record).filter(([name]) => names.has(name))) as ZohoRecord;

const criterion = /^\((\w+):(equals|starts_with):((?:[^()\\]|\\.)*)\)$/;

/** `(Email:equals:a@example.jp)`: one criterion, its commas and parentheses escaped; null when it is none. */
export function readCriterion(text: string): ((record: ZohoRecord) => boolean) | null {
  const [, field, operator, escaped] = criterion.exec(text) ?? [];
  if (field === undefined || escaped === undefined) return null;
  const wanted = escaped.replaceAll(/\\(.)/g, '$1').toLowerCase();
  return (record) => {
    const value = textOf(record[field]).toLowerCase();
    return operator === 'equals' ? value === wanted : value.startsWith(wanted);
  };
}

/** All address fields of a record are searched. */
export const hasAddress = (address: string) => (record: ZohoRecord) =>
  [record.Email, record.Secondary_Email].some(
    (one) => typeof one === 'string' && one.toLowerCase() === address.toLowerCase(),
  );

export const noteView = ({ Parent_Id, se_module, ...note }: ZohoNote) => ({
  ...note,
  Parent_Id: { name: null, id: Parent_Id },
  $se_module: se_module,
});
