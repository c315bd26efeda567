import { randomUUID } from 'node:crypto';
import { apiScopes } from '@goen/case-store';
import { companySettings } from '@goen/contracts/internal';
import { closeAdmin, createCompany, createKey, openAdmin, setLicence } from '@goen/gateway/admin';
import { findFreePorts, startStack } from '@goen/stack';
import { createExampleLicence, createGatewayApi, type GatewayApi } from '@goen/stack/demo';
import { connectTemporal } from '@goen/temporal-kit';

/** What recruiters of `hinode` may answer without an approval. */
export const approvedPhrase = '課題を整理して説明する力に、強みを感じました。';

export type Product = Awaited<ReturnType<typeof startProduct>>;
/** A candidate whose rejection was reported. */
export type Reported = {
  readonly caseId: string;
  readonly address: string;
  readonly application: { readonly applicationId: string };
};

/** The whole product with three companies, set up by the operator. Nothing but API, pages and mails is looked at. */
export async function startProduct(dataDir: string) {
  const stack = await startStack({
    dataDir,
    ports: await findFreePorts(),
    durable: false,
    timeSkipping: true,
    report: () => {},
  });
  try {
    const companies = await createCompanies(stack);
    const temporal = await connectTemporal({ address: stack.temporalAddress, namespace: 'default' });
    return {
      inboxUrl: stack.urls.inbox,
      /** Only moves the clocks of workflows. */
      temporal: temporal.client,
      ...companies,
      /** The candidates of `hinode`, in the order of their reports. */
      candidates: [] as Reported[],
      stop: async () => {
        await temporal.close();
        await stack.stop();
      },
    };
  } catch (error) {
    await stack.stop();
    throw error;
  }
}

async function createCompanies({ databases, urls }: Awaited<ReturnType<typeof startStack>>) {
  const admin = await openAdmin(databases.cases.operatorUrl);
  const create = async (slug: string, name: string, settings: object): Promise<GatewayApi> => {
    await createCompany(admin, {
      name,
      slug,
      settings: companySettings.parse({ ...toSettings(slug, name), ...settings }),
    });
    const { key } = await createKey(admin, { company: slug, name: 'verify', scopes: [...apiScopes] });
    return createGatewayApi(urls.gateway, key);
  };
  try {
    await setLicence(admin, createExampleLicence());
    return {
      /** Goen sends its results. */
      hinode: await create('hinode', '株式会社ひので', { feedback: { enabled: true, phrases: [approvedPhrase] } }),
      /** Its ATS sends the results, its members approve each mail, and mails may leave at any time: no clock is moved. */
      kaede: await create('kaede', '株式会社かえで', { approval: 'required', resultMail: 'ats', hours: anyTime }),
      /** Connected to nothing but the template. */
      minato: await create('minato', '株式会社みなと', { resultMail: 'ats' }),
    };
  } finally {
    await closeAdmin(admin);
  }
}

export const toSettings = (slug: string, name: string) => ({
  sender: {
    name,
    fromAddress: `saiyo@${slug}.example.jp`,
    replyTo: `saiyo@${slug}.example.jp`,
    postalAddress: '〒150-0001 東京都渋谷区神宮前1-2-3',
    contact: `saiyo@${slug}.example.jp`,
  },
  representative: '見本 太郎',
  recruiterEmail: `jinji@${slug}.example.jp`,
  personalNoteFrom: null,
  keeping: {
    basis: 'notice',
    notices: [{ version: '1', text: 'ご応募の情報を、今後のご案内のため12か月間保管します。', since: '2020-01-01' }],
  },
});

export const anyTime = {
  opensAt: '00:00',
  closesAt: '24:00',
  shortClosesAt: '24:00',
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  onHolidays: true,
};

const dayMs = 86_400_000;
export const daysAgo = (days: number): string => new Date(Date.now() - days * dayMs).toISOString();

/** Reports the rejection of a new candidate after an interview, some days ago. */
export async function reportCandidate(api: GatewayApi, familyName: string, rejectedDaysAgo: number): Promise<Reported> {
  const id = randomUUID();
  const address = `${id}@example.com`;
  const caseId = await api.reportRejection({
    source: { ats: 'verify' },
    application: {
      remote_id: id,
      applied_at: daysAgo(rejectedDaysAgo + 20),
      rejected_at: daysAgo(rejectedDaysAgo),
      current_stage: { name: '一次面接', kind: 'interview' },
    },
    candidate: {
      remote_id: id,
      family_name: familyName,
      given_name: '葵',
      emails: [{ value: address }],
      prefecture: '東京都',
      tags: [
        { kind: 'skill', value: 'TypeScript' },
        { kind: 'job_category', value: 'engineer' },
      ],
    },
    job: { name: 'エンジニア', category: 'engineer' },
  });
  return { caseId, address, application: { applicationId: id } };
}
