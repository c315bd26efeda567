import { randomBytes } from 'node:crypto';
import { apiScopes } from '@goen/case-store';
import { companySettings } from '@goen/contracts/internal';
import { connectionView, relayTemplateView } from '@goen/contracts/public';
import { closeAdmin, createCompany, createKey, openAdmin, setLicence } from '@goen/gateway/admin';
import type { Stack } from '@goen/stack';
import { createExampleLicence } from '@goen/stack/demo';
import { createOpenApi, type OpenApi } from '../open-api.ts';
import { toSettings } from '../product/start-product.ts';

export type CrashCompany = {
  readonly id: string;
  readonly slug: string;
  readonly api: OpenApi;
  readonly greenhouse: { readonly url: string; readonly secret: string };
  readonly hrmosId: string;
  /** Where candidates of this company register themselves; null: its results are Goen's. */
  readonly registrationUrl: string | null;
};

/** Mails leave at any time and at once, so that everything happens while processes crash. */
const atOnce = {
  hours: {
    opensAt: '00:00',
    closesAt: '24:00',
    shortClosesAt: '24:00',
    weekdays: [1, 2, 3, 4, 5, 6, 7],
    onHolidays: true,
  },
  undoWindowMinutes: 0,
  resultDelayDays: 0,
  resultLeastDays: 0,
  handConfirmationsPerMonth: 10_000,
};

/** Two companies whose results Goen sends, through different providers, and one whose ATS sends them. */
export async function createCompanies(stack: Stack): Promise<readonly [CrashCompany, CrashCompany, CrashCompany]> {
  const admin = await openAdmin(stack.databases.cases.operatorUrl);
  const create = async (slug: string, name: string, settings: object): Promise<CrashCompany> => {
    const merged = companySettings.parse({ ...toSettings(slug, name), ...atOnce, ...settings });
    const { id } = await createCompany(admin, { name, slug, settings: merged });
    const { key } = await createKey(admin, { company: slug, name: 'verify', scopes: [...apiScopes] });
    const api = createOpenApi(stack.urls.gateway, key);
    const secret = randomBytes(24).toString('base64url');
    const greenhouse = connectionView.parse(
      await api.post('/v1/connections', { kind: 'greenhouse', name: 'Greenhouse', secrets: { signing_key: secret } }),
    );
    const hrmos = connectionView.parse(await api.post('/v1/connections', { kind: 'hrmos', name: 'HRMOS' }));
    const template = merged.resultMail === 'ats' ? await api.get('/v1/relay-template?ats=hrmos') : null;
    return {
      id,
      slug,
      api,
      greenhouse: { url: greenhouse.hook_url ?? '', secret },
      hrmosId: hrmos.id,
      registrationUrl: template === null ? null : relayTemplateView.parse(template).link.url,
    };
  };
  try {
    await setLicence(admin, createExampleLicence());
    return [
      await create('hinode', '株式会社ひので', { mailProvider: 'resend' }),
      await create('aoba', '株式会社あおば', { mailProvider: 'sendgrid' }),
      await create('minato', '株式会社みなと', { mailProvider: 'hubspot', resultMail: 'ats' }),
    ];
  } finally {
    await closeAdmin(admin);
  }
}
