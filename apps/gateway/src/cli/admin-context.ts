import { Company, caseStoreSpec, type Database, type Em } from '@goen/case-store';
import { openDatabase } from '@goen/service-kit/database';

/** The operator's own access: as the role that owns the schema, which sees every company. */
export type AdminContext = { readonly orm: Database };

export const openAdmin = async (migrationUrl: string): Promise<AdminContext> => ({
  orm: await openDatabase(caseStoreSpec, { url: migrationUrl, migrationUrl, maxConnections: 2 }),
});

export const closeAdmin = ({ orm }: AdminContext): Promise<void> => orm.close(true);

export class AdminError extends Error {
  override name = 'AdminError';
}

/** The company with a slug; throws an AdminError that says so when there is none. */
export async function companyBySlug(em: Em, slug: string): Promise<Company> {
  const company = await em.findOne(Company, { slug });
  if (company === null) throw new AdminError(`There is no company "${slug}".`);
  return company;
}
