import { apiScopes } from '@goen/case-store';
import { unwrap } from '@goen/client';
import { companySettings } from '@goen/contracts/internal';
import type { MailProviderName } from '@goen/contracts/public';
import { type AdminContext, createCompany, createKey } from '@goen/gateway/admin';
import { toCaseWorkflowId } from '@goen/temporal-kit';
import { fastForwardMarginMs } from '@goen/testing';
import { createGatewayApi, type GatewayApi } from './gateway-api.ts';
import { type NewRegistration, register } from './register.ts';
import type { FormerCandidate } from './run-re-invitation.ts';
import { skipWorkflowTo, type TemporalClient } from './skip-time.ts';
import { waitUntil } from './wait-until.ts';

export type TemplateResult = {
  readonly name: string;
  readonly registered: number;
  readonly confirmedByHand: number;
  readonly confirmedByReport: number;
  readonly refused: number;
  readonly expired: number;
  readonly points: number;
  readonly credits: number;
  readonly differences: readonly string[];
  /** Those whom a report confirmed. */
  readonly former: readonly [FormerCandidate, FormerCandidate];
  /** Where candidates register themselves. */
  readonly registrationUrl: string;
};

const name = '株式会社みなと';
const settings = companySettings.parse({
  locale: 'ja',
  sender: {
    name,
    fromAddress: 'saiyo@minato.example.jp',
    replyTo: 'saiyo@minato.example.jp',
    postalAddress: '〒220-0012 神奈川県横浜市西区みなとみらい2-2-1',
    contact: 'saiyo@minato.example.jp',
  },
  resultMail: 'ats',
  // Its mails leave at once: only so does an application that is reported now come after them.
  hours: {
    opensAt: '00:00',
    closesAt: '24:00',
    shortClosesAt: '24:00',
    weekdays: [1, 2, 3, 4, 5, 6, 7],
    onHolidays: true,
  },
});

export const templateCompany = { name, slug: 'minato', settings } as const;

const people = [
  '佐藤',
  '鈴木',
  '高橋',
  '田中',
  '伊藤',
  '渡辺',
  '山本',
  '中村',
  '小林',
  '加藤',
  '吉田',
  '山田',
  '松本',
  '井上',
].map((familyName, index) => ({ familyName, givenName: '葵', email: `template-${index + 1}@example.jp` }));
/** Of the fourteen: so many are confirmed by hand; two by a report, one is refused, and nobody confirms the last. */
const byHand = 10;

export type TemplateOptions = {
  readonly gatewayUrl: string;
  readonly inboxUrl: string;
  readonly admin: AdminContext;
  readonly client: TemporalClient;
  readonly provider: MailProviderName;
  readonly report: (line: string) => void;
  /** Called for the case of the registration that nobody confirmed, when it has closed. */
  readonly afterExpiry?: ((client: TemporalClient, workflowId: string) => Promise<void>) | undefined;
};

/**
 * A company that has connected nothing: its ATS sends the results with the text of the template, candidates register
 * themselves, and members confirm who was rejected. Everything goes through the page, the mails and the public API.
 */
export async function runTemplate(options: TemplateOptions): Promise<TemplateResult> {
  const { admin, client, gatewayUrl, provider, report } = options;
  await createCompany(admin, { ...templateCompany, settings: { ...settings, mailProvider: provider } });
  const { key } = await createKey(admin, { company: templateCompany.slug, name: 'demo', scopes: [...apiScopes] });
  const api = createGatewayApi(gatewayUrl, key);
  const { goen } = api;
  const { link } = await unwrap(goen.GET('/v1/relay-template', { params: { query: { ats: 'hrmos' } } }));
  report(`${name} only puts a text into the rejection mail of its ATS; candidates register themselves …`);
  for (const person of people) await register(options.inboxUrl, link.url, person);
  const registered = (await listRegistrations(api, 'unconfirmed')).toReversed();
  const ids = registered.map(({ id }) => id);
  const decisions = [
    ...ids.slice(0, byHand).map((id) => ({ id, action: 'confirm' as const })),
    { id: ids[byHand] ?? '', action: 'refuse' as const },
  ];
  report('Members confirm who was rejected, and refuse who never applied …');
  const { results } = await unwrap(goen.POST('/v1/registrations/decisions', { body: { decisions } }));
  const former = [
    await reportOne(api, people[byHand + 1], 'T-1'),
    await reportOne(api, people[byHand + 2], 'T-2'),
  ] as const;
  const last = registered.at(-1);
  if (last === undefined) throw new Error('Nobody registered.');
  const workflowId = toCaseWorkflowId(last.case_id);
  await waitUntil('the workflow of a registration', () => client.workflow.getHandle(workflowId).describe());
  report('Thirty days pass for the one whom nobody confirmed …');
  await skipWorkflowTo(client, workflowId, Date.parse(last.expires_at ?? '') + fastForwardMarginMs);
  await waitUntil('the end of a registration', async () => (await api.getCase(last.case_id)).state === 'closed');
  await options.afterExpiry?.(client, workflowId);
  const balance = await waitUntil('the points of the template', async () => {
    const read = (await unwrap(goen.GET('/v1/credits'))).balance;
    return read.points >= byHand + former.length && read;
  });
  const confirmed = await listRegistrations(api, 'confirmed');
  const outcome = {
    registered: registered.length,
    confirmedByHand: confirmed.filter((row) => row.confirmed_how === 'by_hand').length,
    confirmedByReport: confirmed.filter((row) => row.confirmed_how === 'reported').length,
    refused: (await listRegistrations(api, 'refused')).length,
    expired: (await listRegistrations(api, 'expired')).length,
    points: balance.points,
    credits: balance.credits_available,
  };
  const expected: typeof outcome = {
    registered: people.length,
    confirmedByHand: byHand,
    confirmedByReport: former.length,
    refused: 1,
    expired: 1,
    points: byHand + former.length,
    credits: 1,
  };
  const differences = [
    ...results.filter(({ status }) => status !== 200).map(({ status }) => `minato: a decision returned ${status}`),
    ...(Object.keys(expected) as (keyof typeof expected)[]).flatMap((measure) =>
      outcome[measure] === expected[measure]
        ? []
        : [`minato: ${measure} expected ${expected[measure]}, got ${outcome[measure]}`],
    ),
  ];
  return { name, ...outcome, differences, former, registrationUrl: link.url };
}

const reported = { source: { ats: 'other' }, rejectedDaysAgo: 60 };
const dayMs = 86_400_000;

/** A report of the same person, which confirms the registration. */
async function reportOne(
  api: GatewayApi,
  person: NewRegistration | undefined,
  remoteId: string,
): Promise<FormerCandidate> {
  if (person === undefined) throw new Error('There is nobody to report.');
  const { source, rejectedDaysAgo } = reported;
  const caseId = await api.reportRejection({
    source,
    application: {
      remote_id: remoteId,
      rejected_at: new Date(Date.now() - rejectedDaysAgo * dayMs).toISOString(),
    },
    candidate: {
      remote_id: remoteId,
      family_name: person.familyName,
      given_name: person.givenName,
      emails: [{ value: person.email, type: 'personal' }],
    },
  });
  return { api, company: name, caseId, email: person.email, source, remoteId };
}

const listRegistrations = async ({ goen }: GatewayApi, state: 'unconfirmed' | 'confirmed' | 'refused' | 'expired') =>
  (await unwrap(goen.GET('/v1/registrations', { params: { query: { limit: 200, state } } }))).items;
