import { Company, type Database, type Em, withCompany } from '@goen/case-store';
import { type CompanySettings, companySettings } from '@goen/contracts/internal';

export function loadCompanySettings(orm: Database, companyId: string): Promise<CompanySettings> {
  return withCompany(orm, companyId, (em) => readCompanySettings(em, companyId));
}

/** The same in a session of the company. */
export async function readCompanySettings(em: Em, companyId: string): Promise<CompanySettings> {
  const { settings } = await em.findOneOrFail(Company, { id: companyId });
  return companySettings.parse(settings);
}
