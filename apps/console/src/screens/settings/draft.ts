import type { CompanySettings, CompanySettingsChange } from '@goen/client';

/** Groups of settings of which a change may have some fields; everything else is replaced whole. */
const groups = ['sender', 'hours', 'feedback', 'experience'] as const;
type Group = (typeof groups)[number];
const isGroup = (name: string): name is Group => (groups as readonly string[]).includes(name);

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const mergeGroups = (a: object, b: object): object =>
  Object.fromEntries(
    [...Object.entries(a), ...Object.entries(b)].map(([name, value]) => [
      name,
      isGroup(name) ? { ...Reflect.get(a, name), ...Reflect.get(b, name) } : value,
    ]),
  );

/** The settings as they would be. */
export const applyDraft = (settings: CompanySettings, draft: CompanySettingsChange): CompanySettings =>
  mergeGroups(settings, draft) as CompanySettings;

/** A draft with another change; what is as it was before is no change. */
export function extendDraft(
  settings: CompanySettings,
  draft: CompanySettingsChange,
  change: CompanySettingsChange,
): CompanySettingsChange {
  const changed = Object.entries(mergeGroups(draft, change)).flatMap(([name, value]) => {
    const saved: unknown = Reflect.get(settings, name);
    if (!isGroup(name)) return isSame(value, saved) ? [] : [[name, value]];
    const fields = Object.entries(value as object).filter(
      ([field, to]) => !isSame(to, Reflect.get(Object(saved), field)),
    );
    return fields.length === 0 ? [] : [[name, Object.fromEntries(fields)]];
  });
  return Object.fromEntries(changed) as CompanySettingsChange;
}

/** How many settings differ. */
export const countChanges = (draft: CompanySettingsChange): number =>
  Object.entries(draft).reduce(
    (sum, [name, value]) => sum + (isGroup(name) ? Object.keys(value as object).length : 1),
    0,
  );

/** The change of one setting, whatever was entered: what the API does not take it refuses in words. */
export const toChange = (name: string, value: unknown): CompanySettingsChange => ({ [name]: value });
