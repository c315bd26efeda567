import { apiScopes, caseStoreSpec } from '@goen/case-store';
import { companySettings } from '@goen/contracts/internal';
import { closeAdmin, createCompany, createKey, openAdmin, setLicence } from '@goen/gateway/admin';
import { openDatabase } from '@goen/service-kit/database';
import type { Stack } from '@goen/stack';
import { createExampleLicence } from '@goen/stack/demo';
import type { Company } from './report-people.ts';

/** How long a result can still be taken back, and so how long a case sleeps before its mail. */
export const undoWindowMinutes = 3;

/** Three companies whose mails may leave at any time. */
export async function createCompanies({ databases, urls }: Pick<Stack, 'databases' | 'urls'>): Promise<Company[]> {
  const admin = await openAdmin(databases.cases.operatorUrl);
  const anyTime = { opensAt: '00:00', closesAt: '24:00', shortClosesAt: '24:00', weekdays: [1, 2, 3, 4, 5, 6, 7] };
  const settings = companySettings.parse({
    sender: { name: '株式会社例', fromAddress: 'a@example.jp', postalAddress: '東京都', contact: 'a@example.jp' },
    hours: { ...anyTime, onHolidays: true },
    undoWindowMinutes,
    resultDelayDays: 0,
    resultLeastDays: 0,
    personalNoteFrom: null,
  });
  try {
    await setLicence(admin, createExampleLicence());
    const companies: Company[] = [];
    for (let n = 0; n < 3; n += 1) {
      await createCompany(admin, { name: `株式会社例${n}`, slug: `outages-${n}`, settings });
      const { key } = await createKey(admin, { company: `outages-${n}`, name: 'verify', scopes: [...apiScopes] });
      companies.push({ url: urls.gateway, key });
    }
    return companies;
  } finally {
    await closeAdmin(admin);
  }
}

/** `distinct`: those with different ids; more applications than that were stored twice. */
export async function countCases({
  databases,
}: Pick<Stack, 'databases'>): Promise<{ applications: number; distinct: number }> {
  const owner = await openDatabase(caseStoreSpec, { url: databases.cases.migrationUrl });
  try {
    const [row] = await owner.em
      .fork()
      .execute<{ applications: number; distinct: number }[]>(
        `select count(*)::int as applications, count(distinct (company_id, remote_id))::int as "distinct" from application`,
      );
    return row ?? { applications: 0, distinct: 0 };
  } finally {
    await owner.close(true);
  }
}
