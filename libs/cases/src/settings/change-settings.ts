import { Company, type Em } from '@goen/case-store';
import type { CompanySettings } from '@goen/contracts/internal';
import { type AppliedSettings, applySettings, type PlainObject, toSettingsVersion } from './apply-settings.ts';
import { nudgeCases, wakeOtherMails } from './nudge-cases.ts';

export type SettingsToChange = {
  readonly companyId: string;
  /** Merged into the settings; fields as `CompanySettings` names them. */
  readonly change: PlainObject;
  readonly now: Date;
  /** The version that the change was made from; left out: whatever they are. */
  readonly version?: string;
  /** Refuses a valid change. */
  readonly check?: (before: CompanySettings, after: CompanySettings) => void;
};
export type SettingsChanged =
  | { readonly kind: 'outdated' }
  | Extract<AppliedSettings, { kind: 'invalid' }>
  | { readonly kind: 'changed'; readonly company: Company; readonly changed: readonly string[] };

/**
 * Changes a company's settings, and makes every open case decide again that the change may concern. Two changes at once
 * come one after the other, so that neither is lost.
 */
export async function changeSettings(
  em: Em,
  { companyId, change, now, version, check }: SettingsToChange,
): Promise<SettingsChanged> {
  // Not `for update`: inserts that refer to the company go on.
  await em.execute('select 1 from company where id = ? for no key update', [companyId]);
  const company = await em.findOneOrFail(Company, { id: companyId }, { refresh: true });
  if (version !== undefined && version !== toSettingsVersion(company.settings)) return { kind: 'outdated' };
  const applied = applySettings(company.settings, change, now);
  if (applied.kind === 'invalid') return applied;
  const { settings, changed } = applied;
  check?.(company.settings, settings);
  if (changed.length === 0) return { kind: 'changed', company, changed };
  const { reasonClasses } = company.settings;
  company.settings = settings;
  await em.flush();
  if (changed.some(decidesAboutMails)) {
    await nudgeCases(em, `state = 'open' and company_id = ?`, [companyId]);
    await wakeOtherMails(em, companyId);
  }
  if (JSON.stringify(reasonClasses ?? []) !== JSON.stringify(settings.reasonClasses)) {
    // Classified again when a list next needs them.
    await em.execute(
      `update candidate set last_reason_class = null
       where company_id = ? and erased_at is null and last_reason_class <> 'none'`,
      [companyId],
    );
  }
  return { kind: 'changed', company, changed };
}

/** What no rule about mails reads. */
const otherSettings = [
  'figures',
  'representative',
  'recruiterEmail',
  'waitingAfterBusinessDays',
  'excludedCompanies',
  'reasonClasses',
  'pageLinkMonths',
  'handConfirmationsPerMonth',
  'mailProvider',
  'reapplication',
  'agencySources',
  'agencyDomains',
  'experience',
];
const decidesAboutMails = (path: string): boolean => !otherSettings.includes(path.split('.')[0] ?? '');
