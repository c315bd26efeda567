type PlainObject = Readonly<Record<string, unknown>>;

const toSnakeName = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const toCamelName = (name: string): string => name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** Renames the fields of a value and of all that it contains; values and lists stay. */
function renameFields(value: unknown, rename: (name: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => renameFields(item, rename));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [rename(name), renameFields(item, rename)]));
}

export const toApiFields = (value: object): PlainObject => renameFields(value, toSnakeName) as PlainObject;
export const toStoredFields = (value: object): PlainObject => renameFields(value, toCamelName) as PlainObject;

/** A path like `sender.fromAddress` as a JSON Pointer of the API. */
export const toApiPointer = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${toSnakeName(String(part))}`).join('');
