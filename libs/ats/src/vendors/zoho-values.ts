/** Where Zoho puts the text of a nested value (a lookup, a picklist, an owner), the likeliest first. */
const textKeys = ['display_value', 'name', 'display_name', 'display_label', 'actual_value', 'value', 'label', 'id'];
const idKeys = ['id', 'value', 'name'];

/**
 * The text of a parameter: of a list that of its first element that has one, of a nested value that under its own name or
 * one of Zoho's keys. Null: no value. Undefined: a value without a text that can be read.
 */
export function readText(value: unknown, name: string): string | null | undefined {
  const [first] = readTexts(value, name);
  return first ?? (isEmpty(value) ? null : undefined);
}

/** All texts of a parameter that may be a list. */
export function readTexts(value: unknown, name: string): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((element) => toScalarText(element, name) ?? []);
  return [toScalarText(value, name) ?? []].flat();
}

function toScalarText(value: unknown, name: string): string | null {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'object' || value === null) return null;
  const nested = value as Readonly<Record<string, unknown>>;
  const texts = [name, ...(name.endsWith('_id') ? idKeys : textKeys)].map((key) => nested[key]);
  const text = texts.find((inner) => typeof inner === 'string' || typeof inner === 'number');
  return text === undefined ? null : String(text);
}

const isEmpty = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  (Array.isArray(value) ? value.every(isEmpty) : typeof value === 'object' && Object.keys(value).length === 0);
