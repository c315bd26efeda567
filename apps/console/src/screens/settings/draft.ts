import type { CompanySettings, CompanySettingsChange } from '@goen/client';

/** Groups of settings of which a change may have some fields; everything else is replaced whole. */
const groups = ['sender', 'hours', 'feedback', 'experience'] as const;
type Group = (typeof groups)[number];
/** What the API adds to these stays in what is shown. */
const isMerged = (name: string): boolean => isGroup(name) || name === 'keeping';
const isGroup = (name: string): name is Group => (groups as readonly string[]).includes(name);

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What a change may say about how former candidates are kept; the rest of it the API adds. */
export const toKeepingChange = ({ keeping: { basis, notices } }: CompanySettings) => ({ basis, notices });

/** The same of the invitation as a mail of its own: who recorded its basis is added by the API. */
export function toInvitationChange({
  separate_invitation: separate,
}: CompanySettings): CompanySettingsChange['separate_invitation'] {
  if (separate === null) return null;
  const { after_days, basis } = separate;
  if (basis.kind === 'opt_in') return { after_days, basis: { kind: 'opt_in' } };
  return { after_days, basis: { kind: 'recorded', on: basis.on ?? '', reason: basis.reason ?? '' } };
}

/** A setting as a change would write it. */
function readSaved(settings: CompanySettings, name: string): unknown {
  // A basis that was never stated may be stated as it is.
  if (name === 'keeping') return settings.keeping.unconfirmed ? null : toKeepingChange(settings);
  if (name === 'separate_invitation') return toInvitationChange(settings);
  return Reflect.get(settings, name);
}

const mergeGroups = (a: object, b: object): object =>
  Object.fromEntries(
    [...Object.entries(a), ...Object.entries(b)].map(([name, value]) => [
      name,
      isMerged(name) ? { ...Reflect.get(a, name), ...Reflect.get(b, name) } : value,
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
    const saved = readSaved(settings, name);
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
