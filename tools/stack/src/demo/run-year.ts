import { apiScopes } from '@goen/case-store';
import type { MailProviderName } from '@goen/contracts/public';
import {
  type AdminContext,
  closeAdmin,
  createCompany,
  createKey,
  openAdmin,
  openPosition,
  setLicence,
} from '@goen/gateway/admin';
import { connectTemporal, workflowIdOf } from '@goen/temporal-kit';
import type { Stack } from '../stack.ts';
import { act } from './act.ts';
import { balanceOf, gatewayApi } from './api.ts';
import { candidate } from './candidate.ts';
import type { Cast, Person } from './cast.ts';
import { connectCrm, crmAtTheEnd, type ToldCrm } from './crm.ts';
import { introduceOne, type ToldIntroduction } from './introduce.ts';
import { type Client, toFirstMail, toTheEnd } from './move-time.ts';
import { countDifferences, differences, mailsOf, outcomeOf } from './outcome.ts';
import type { ToldCase } from './print.ts';
import { reportAll } from './roads.ts';
import { type Company, type Deed, loadScenario, type Outcome } from './scenario.ts';

export type ToldCompany = {
  readonly name: string;
  readonly outcome: Outcome;
  readonly crm: ToldCrm;
  readonly cases: readonly ToldCase[];
};
export type Told = {
  readonly companies: readonly ToldCompany[];
  readonly introduction: ToldIntroduction;
  readonly differences: string[];
  readonly pageUrl: string;
};

/** Workflows that skip through their year at once. */
const atOnce = 6;

export type YearOptions = {
  readonly report: (line: string) => void;
  /** Through whom the companies' mails go; Resend when not given. */
  readonly provider?: MailProviderName;
  /** Runs beside the sending of the first mails: where a test lets something die. */
  readonly meanwhile?: () => Promise<void>;
  /** Called with the introduction at its end, while its workflow can still be read. */
  readonly afterIntroduction?: (client: Client, introductionId: string) => Promise<void>;
  /** Called with each case at its end, while its workflow can still be read. */
  readonly atTheEnd?: (
    client: Client,
    person: { readonly who: string; readonly deed: Deed },
    workflowId: string,
  ) => Promise<void>;
};

/** Tells the year of every example through public roads alone: API, mails, pages; only time is moved by hand. */
export async function runYear(
  stack: Stack,
  { report, provider = 'resend', meanwhile, afterIntroduction, atTheEnd }: YearOptions,
): Promise<Told> {
  const admin = await openAdmin(stack.databases.cases.migrationUrl);
  await setLicence(admin, { number: '13-ユ-300001', kind: '有料職業紹介事業', expiresOn: inYears(3) });
  const temporal = await connectTemporal({ address: stack.temporalAddress, namespace: 'default' });
  try {
    const casts: Cast[] = [];
    const scenario = loadScenario();
    for (const one of scenario.companies) {
      const company = { ...one, settings: { ...one.settings, mailProvider: provider } };
      casts.push(await introduce(stack, admin, company, report));
    }
    const everyone = casts.flatMap((cast) => cast.people.map((person) => ({ cast, person })));
    report('The undo window passes, and the rejection mails go out …');
    await Promise.all([
      inParallel(everyone, ({ cast, person }) => toFirstMail(temporal.client, cast.api, person)),
      meanwhile?.(),
    ]);
    report('Candidates read their mail: some consent, some decline, some want no more …');
    for (const { cast, person } of everyone) await act(stack, cast, person);
    const introduction = await introduceOne(stack, temporal.client, casts, scenario.introduction, report);
    await afterIntroduction?.(temporal.client, introduction.view.id);
    report('Twelve months pass …');
    await inParallel(everyone, ({ cast, person }) => toTheEnd(temporal.client, cast.api, person));
    for (const { person } of everyone) await atTheEnd?.(temporal.client, person, workflowIdOf(person.caseId));
    return await tell(stack, casts, introduction);
  } finally {
    await temporal.close();
    await closeAdmin(admin);
  }
}

const inYears = (years: number) => `${new Date().getUTCFullYear() + years}-03-31`;

async function introduce(
  stack: Stack,
  admin: AdminContext,
  company: Company,
  report: (line: string) => void,
): Promise<Cast> {
  const { id } = await createCompany(admin, { name: company.name, slug: company.slug, settings: company.settings });
  const { key } = await createKey(admin, { company: company.slug, name: 'demo', scopes: [...apiScopes] });
  for (const position of company.positions) await openPosition(admin, { company: company.slug, ...position });
  const api = gatewayApi(stack.urls.gateway, key);
  const crmId = await connectCrm(api, company);
  const reported = new Map((await reportAll(api, company, report)).map((one) => [one.applicationId, one]));
  const people = (await api.cases()).map(({ id: caseId, rejections }): Person => {
    const [first] = rejections
      .map((rejection) => reported.get(rejection.application_remote_id))
      .filter((one) => one !== undefined)
      .toSorted((one, other) => (one.applicationId < other.applicationId ? -1 : 1));
    if (first === undefined) throw new Error('A case has no rejection that the examples know.');
    const who = first.applicationId;
    return { who, deed: company.does[who] ?? 'nothing', address: first.address, caseId, reported: first };
  });
  people.sort((one, other) => (one.who < other.who ? -1 : 1));
  const cast = { company, id, api, people, crmId };
  for (const person of cast.people.filter(({ deed }) => deed === 'unreject')) {
    await api.event({
      type: 'application.unrejected',
      source: person.reported.source,
      occurred_at: new Date().toISOString(),
      application: { remote_id: person.reported.applicationId },
    });
  }
  return cast;
}

async function tell(stack: Stack, casts: readonly Cast[], introduction: ToldIntroduction): Promise<Told> {
  const companies: ToldCompany[] = [];
  const found: string[] = [...introduction.differences];
  for (const { company, id, api, people, crmId } of casts) {
    const cases: ToldCase[] = [];
    for (const { who, deed, caseId, address } of people) {
      const view = await api.caseOf(caseId);
      cases.push({ who, deed, view });
      // What the facts say was sent lies in the mailbox, once each and nothing more.
      const received = address === null ? 0 : await candidate(stack.urls.inbox, address).count();
      const sent = mailsOf(view).length;
      if (received !== sent) found.push(`${company.slug}: ${who} was sent ${sent} mails and received ${received}`);
    }
    const balance = await balanceOf(stack.urls.credit, stack.secrets.creditServiceToken, id);
    const outcome = outcomeOf(
      cases.map(({ view }) => view),
      balance,
    );
    const crm = await crmAtTheEnd(api, crmId);
    companies.push({ name: company.name, outcome, crm, cases });
    const inCrm = { kept: crm.kept, erased: crm.erased };
    found.push(...countDifferences(`${company.slug} in ${crm.kind}`, company.crm.expected, inCrm));
    found.push(...differences(company.slug, company.expected, outcome));
  }
  const first = casts.flatMap((cast) => cast.people).find((person) => person.deed === 'consent' && person.address);
  const pageUrl = await candidate(stack.urls.inbox, first?.address ?? '').pageUrl();
  return { companies, introduction, differences: found, pageUrl };
}

async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const lane = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}
