import { apiScopes } from '@goen/case-store';
import { companySettings } from '@goen/contracts/internal';
import { closeAdmin, createCompany, createKey, openAdmin, setLicence } from '@goen/gateway/admin';
import type { Stack } from '@goen/stack';
import { createExampleLicence } from '@goen/stack/demo';
import { anyTime, toSettings } from '../product/start-product.ts';

export type LoadCompanies = {
  /** Keys of those whose candidates sleep until the next sending day. */
  readonly steady: readonly string[];
  /** Its results leave at once. */
  readonly mailing: string;
  /** It sends far more than it may. */
  readonly noisy: string;
};

export async function createCompanies({ databases }: Stack, count: number): Promise<LoadCompanies> {
  const admin = await openAdmin(databases.cases.operatorUrl);
  const create = async (slug: string, settings: object): Promise<string> => {
    const name = `株式会社${slug}`;
    const merged = companySettings.parse({ ...toSettings(slug, name), ...settings });
    await createCompany(admin, { name, slug, settings: merged });
    return (await createKey(admin, { company: slug, name: 'verify', scopes: [...apiScopes] })).key;
  };
  try {
    await setLicence(admin, createExampleLicence());
    const steady: string[] = [];
    for (let n = 0; n < count; n += 1) steady.push(await create(`steady-${n}`, {}));
    const atOnce = { hours: anyTime, undoWindowMinutes: 0, resultDelayDays: 0, resultLeastDays: 0 };
    return { steady, mailing: await create('mailing', atOnce), noisy: await create('noisy', {}) };
  } finally {
    await closeAdmin(admin);
  }
}
