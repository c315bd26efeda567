import { Company, caseStoreSpec, type Database, type Em } from '@goen/case-store';
import type { Actor } from '@goen/contracts/workflow';
import { openDatabase } from '@goen/service-kit/database';
import { AdminError } from './admin-error.ts';

/** The operator's access: connected as a role that sees every company. */
export type AdminContext = { readonly orm: Database; readonly actor: Actor };

export const openAdmin = async (url: string): Promise<AdminContext> => ({
  orm: await openDatabase(caseStoreSpec, { url, maxConnections: 2 }),
  actor: { kind: 'operator', id: null },
});

export const closeAdmin = ({ orm }: Pick<AdminContext, 'orm'>): Promise<void> => orm.close(true);

/** Throws an AdminError when no company has the slug. */
export async function findCompany(em: Em, slug: string): Promise<Company> {
  const company = await em.findOne(Company, { slug });
  if (company === null) throw new AdminError(`Company "${slug}" not found.`);
  return company;
}
