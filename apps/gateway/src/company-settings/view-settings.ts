import { toSettingsVersion } from '@goen/cases';
import type { CompanySettings } from '@goen/contracts/internal';
import type { CompanySettingsView } from '@goen/contracts/public';
import { toApiFields } from './field-names.ts';

/** Settings as the API shows them; texts that are not set are null. */
export function viewSettings(settings: CompanySettings): CompanySettingsView {
  const { sender, mailProvider, handConfirmationsPerMonth, separateInvitation, figures, recruiterEmail, ...rest } =
    settings;
  const {
    englishName = null,
    department = null,
    englishDepartment = null,
    signature = null,
    englishSignature = null,
    englishPostalAddress = null,
    replyTo = null,
  } = sender;
  const optional = {
    englishName,
    department,
    englishDepartment,
    signature,
    englishSignature,
    englishPostalAddress,
    replyTo,
  };
  return toApiFields({
    ...rest,
    sender: { ...sender, ...optional },
    separateInvitation: separateInvitation ?? null,
    figures: figures ?? null,
    recruiterEmail: recruiterEmail ?? null,
    operator: { mailProvider, handConfirmationsPerMonth },
  }) as CompanySettingsView;
}

/** The strong `ETag` of settings. */
export const toSettingsTag = (settings: unknown): string => `"${toSettingsVersion(settings)}"`;
