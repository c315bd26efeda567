import { toComparisonKey } from '@goen/contracts/text';
import { z } from 'zod';

export const greenhouseId = z.union([z.string().min(1), z.number().int()]).transform(String);

type Fields = Readonly<Record<string, unknown>>;

/** Null: no value. One entry without its list counts as the list. */
export function toList(value: unknown): readonly unknown[] {
  if (value === null || value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** The fields of a nested value; anything else counts as the field that is its text. */
export function toFields(value: unknown, textField: 'name' | 'value'): Fields {
  if (typeof value !== 'object' || Array.isArray(value)) return { [textField]: value };
  return (value ?? {}) as Fields;
}

/** The text of a value or of its name. */
export function toText(value: unknown): string | null {
  const { name } = toFields(value, 'name');
  return typeof name === 'string' && name.trim() !== '' ? name : null;
}

/** Null: no value. Undefined: neither yes nor no. */
export function toFlag(value: unknown): boolean | null | undefined {
  if (value === null || value === undefined) return null;
  const isScalar = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  const key = isScalar ? toComparisonKey(String(value)) : '';
  if (key === 'true' || key === '1') return true;
  return key === 'false' || key === '0' ? false : undefined;
}
