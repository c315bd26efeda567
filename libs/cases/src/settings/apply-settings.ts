import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { type CompanySettings, companySettings } from '@goen/contracts/internal';

export type PlainObject = Readonly<Record<string, unknown>>;
const isPlainObject = (value: unknown): value is PlainObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Fields of objects are merged, everything else is replaced; null clears an optional text. */
function mergeSettings(base: PlainObject, change: PlainObject): PlainObject {
  const changes = Object.entries(change).map(([key, value]) => {
    const current = base[key];
    return [key, isPlainObject(current) && isPlainObject(value) ? mergeSettings(current, value) : value];
  });
  return { ...base, ...Object.fromEntries(changes) };
}

/** As zod reports them. */
export type SettingsIssue = { readonly path: readonly PropertyKey[]; readonly code: string; readonly message: string };

export type AppliedSettings =
  | { readonly kind: 'applied'; readonly settings: CompanySettings; readonly changed: readonly string[] }
  | { readonly kind: 'invalid'; readonly issues: readonly SettingsIssue[] };

/**
 * A change merged into stored settings and validated. Stating a basis for keeping confirms it: nobody is erased because of
 * it within 30 days, so that a mistake can be undone. `changed`: paths like `sender.name`.
 */
export function applySettings(stored: unknown, change: PlainObject, now: Date): AppliedSettings {
  const before = companySettings.parse(stored);
  const stated = change.keeping === undefined ? {} : { keeping: { unconfirmed: false, statedAt: now.toISOString() } };
  const parsed = companySettings.safeParse(mergeSettings(mergeSettings(before, change), stated));
  if (!parsed.success) return { kind: 'invalid', issues: parsed.error.issues };
  return { kind: 'applied', settings: parsed.data, changed: listChangedPaths(before, parsed.data) };
}

/** Of lists and texts the path of the whole, of objects that of each field. */
function listChangedPaths(before: PlainObject, after: PlainObject, prefix = ''): string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) => {
    const [old, next] = [before[name], after[name]];
    if (isPlainObject(old) && isPlainObject(next)) return listChangedPaths(old, next, `${prefix}${name}.`);
    return isDeepStrictEqual(old, next) ? [] : [`${prefix}${name}`];
  });
}

/** Names one state of the settings, so that a change can say which one it was made from. */
export const toSettingsVersion = (stored: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(companySettings.parse(stored)))
    .digest('hex')
    .slice(0, 32);
