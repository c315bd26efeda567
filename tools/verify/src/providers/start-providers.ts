import { randomUUID } from 'node:crypto';
import { apiScopes } from '@goen/case-store';
import { companySettings } from '@goen/contracts/internal';
import { closeAdmin, createCompany, createKey, openAdmin } from '@goen/gateway/admin';
import { findFreePorts, startStack } from '@goen/stack';
import { createGatewayApi, type GatewayApi } from '@goen/stack/demo';
import { connectTemporal } from '@goen/temporal-kit';

export const providerNames = ['resend', 'sendgrid', 'hubspot', 'smtp'] as const;
export type ProviderName = (typeof providerNames)[number];

/** A candidate whose result a provider has to carry. */
export type Expected = { readonly provider: ProviderName; readonly caseId: string; readonly address: string };
export type ProvidersStage = Awaited<ReturnType<typeof startProviders>>;

/** The whole product with a company per mail provider, whose results leave at once, at any time. */
export async function startProviders(dataDir: string) {
  // A hang is long enough after a second.
  process.env.MAIL_PROVIDER_TIMEOUT_MS ??= '1000';
  const ports = await findFreePorts();
  const stack = await startStack({ dataDir, ports, durable: false, timeSkipping: true, report: () => {} });
  try {
    const admin = await openAdmin(stack.databases.cases.operatorUrl);
    const apis = new Map<ProviderName, GatewayApi>();
    for (const provider of providerNames) {
      await createCompany(admin, { name: `株式会社${provider}`, slug: provider, settings: toSettings(provider) });
      const { key } = await createKey(admin, { company: provider, name: 'verify', scopes: [...apiScopes] });
      apis.set(provider, createGatewayApi(stack.urls.gateway, key));
    }
    await closeAdmin(admin);
    const temporal = await connectTemporal({ address: stack.temporalAddress, namespace: 'default' });
    return {
      stack,
      temporal: temporal.client,
      api(provider: ProviderName): GatewayApi {
        const api = apis.get(provider);
        if (api === undefined) throw new Error(`${provider} has no company.`);
        return api;
      },
      async stop() {
        await temporal.close();
        await stack.stop();
      },
    };
  } catch (error) {
    await stack.stop();
    throw error;
  }
}

const toSettings = (provider: ProviderName) =>
  companySettings.parse({
    sender: {
      name: `株式会社${provider}`,
      fromAddress: `saiyo@${provider}.example.jp`,
      postalAddress: '〒150-0001 東京都渋谷区神宮前1-2-3',
      contact: `saiyo@${provider}.example.jp`,
    },
    mailProvider: provider,
    personalNoteFrom: null,
    undoWindowMinutes: 0,
    resultDelayDays: 0,
    resultLeastDays: 0,
    hours: {
      opensAt: '00:00',
      closesAt: '24:00',
      shortClosesAt: '24:00',
      weekdays: [1, 2, 3, 4, 5, 6, 7],
      onHolidays: true,
    },
  });

/** Reports rejections of new candidates to every company. */
export async function reportCandidates(stage: ProvidersStage, count: number): Promise<Expected[]> {
  const expected: Expected[] = [];
  for (const provider of providerNames) {
    const reports = Array.from({ length: count }, async (): Promise<Expected> => {
      const id = randomUUID();
      const address = `${id}@example.com`;
      const caseId = await stage.api(provider).reportRejection({
        source: { ats: 'verify' },
        application: { remote_id: id, rejected_at: new Date(Date.now() - 60_000).toISOString() },
        candidate: { remote_id: id, family_name: '佐藤', given_name: '葵', emails: [{ value: address }] },
        job: { name: 'エンジニア' },
      });
      return { provider, caseId, address };
    });
    expected.push(...(await Promise.all(reports)));
  }
  return expected;
}
