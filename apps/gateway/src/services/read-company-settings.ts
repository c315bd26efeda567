import { Company, type Database, type Em, withCompany } from '@goen/case-store';
import { type CompanySettings, companySettings } from '@goen/contracts/internal';

export function loadCompanySettings(orm: Database, companyId: string): Promise<CompanySettings> {
  return withCompany(orm, companyId, (em) => readCompanySettings(em, companyId));
}

/** A company for testing an integration: its mails go to the local inbox, and its keys are test keys. */
export const isSandbox = ({ mailProvider }: Pick<CompanySettings, 'mailProvider'>): boolean =>
  mailProvider === 'sandbox';

/** The same in a session of the company. */
export async function readCompanySettings(em: Em, companyId: string): Promise<CompanySettings> {
  const { settings } = await em.findOneOrFail(Company, { id: companyId });
  return companySettings.parse(settings);
}
