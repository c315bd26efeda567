import { apiScopes } from '@goen/case-store';
import { companySettings } from '@goen/contracts/internal';
import { closeAdmin, createCompany, createKey, openAdmin } from '@goen/gateway/admin';

/** Returns one API key with all scopes per company. */
export async function createBenchmarkCompanies(operatorUrl: string, count: number): Promise<string[]> {
  const admin = await openAdmin(operatorUrl);
  try {
    const apiKeys: string[] = [];
    for (let n = 0; n < count; n += 1) {
      const [slug, address] = [`bench-${n}`, `a@bench-${n}.example.jp`];
      const sender = { name: '株式会社例', fromAddress: address, postalAddress: '東京都', contact: address };
      await createCompany(admin, {
        name: '株式会社例',
        slug,
        settings: companySettings.parse({ sender, personalNoteFrom: null }),
      });
      apiKeys.push((await createKey(admin, { company: slug, name: 'bench', scopes: [...apiScopes] })).key);
    }
    return apiKeys;
  } finally {
    await closeAdmin(admin);
  }
}
