import type { MailProviderName } from '@goen/contracts/public';
import { closeAdmin, openAdmin, setLicence } from '@goen/gateway/admin';
import { connectTemporal, toCaseWorkflowId } from '@goen/temporal-kit';
import type { Stack } from '../start-stack.ts';
import { type CompanyResult, collectResult } from './collect-results.ts';
import { type DemoCompany, findCompany, setUpCompany } from './demo-company.ts';
import { createExampleLicence } from './example-licence.ts';
import { openMailbox } from './mailbox.ts';
import { type FeedbackResult, runFeedback } from './run-feedback.ts';
import { type IntroductionResult, runIntroduction } from './run-introduction.ts';
import { type MorningResult, runMorning } from './run-morning.ts';
import { type ReInvitationResult, runReInvitation } from './run-re-invitation.ts';
import { runSelection, type SelectionResult } from './run-selection.ts';
import { runTemplate, type TemplateResult } from './run-template.ts';
import { loadScenario } from './scenario.ts';
import { skipToEnd, skipToFirstMail, skipToQuestion, type TemporalClient } from './skip-time.ts';
import { takeAction } from './take-action.ts';

export type YearResult = {
  readonly companies: readonly CompanyResult[];
  readonly introduction: IntroductionResult;
  readonly template: TemplateResult;
  readonly reInvitation: ReInvitationResult;
  readonly feedback: FeedbackResult;
  readonly selection: SelectionResult;
  readonly morning: MorningResult;
  /** What is not as the scenario expects. */
  readonly differences: readonly string[];
  /** A candidate's page. */
  readonly pageUrl: string;
};

/** Workflows that skip through their year at the same time. */
const maxParallelSkips = 6;

export type YearOptions = {
  readonly report: (line: string) => void;
  /** The mail provider of the companies; Resend when not given. */
  readonly provider?: MailProviderName;
  /** Runs while the first mails are sent: tests kill a service there. */
  readonly duringFirstMails?: () => Promise<void>;
  /** Called when the introduction has ended and its workflow can still be read. */
  readonly afterIntroduction?: (client: TemporalClient, introductionId: string) => Promise<void>;
  /** Called for the case of a registration that nobody confirmed in time. */
  readonly afterExpiry?: (client: TemporalClient, workflowId: string) => Promise<void>;
  /** Called for each case that has closed, while its workflow can still be read. */
  readonly afterCase?: (
    client: TemporalClient,
    candidate: { readonly applicationId: string },
    workflowId: string,
  ) => Promise<void>;
};

/** Runs a year of the examples through the public API, mails and pages; only time is moved by hand. */
export async function runYear(
  stack: Stack,
  { report, provider = 'resend', duringFirstMails, afterIntroduction, afterExpiry, afterCase }: YearOptions,
): Promise<YearResult> {
  const { urls } = stack;
  const admin = await openAdmin(stack.databases.cases.operatorUrl);
  await setLicence(admin, createExampleLicence());
  const temporal = await connectTemporal({ address: stack.temporalAddress, namespace: 'default' });
  const { client } = temporal;
  try {
    const companies: DemoCompany[] = [];
    const scenario = loadScenario();
    for (const { settings, ...company } of scenario.companies) {
      const withProvider = { ...company, settings: { ...settings, mailProvider: provider } };
      companies.push(await setUpCompany(urls.gateway, admin, withProvider, report));
    }
    const everyone = companies.flatMap(({ api, candidates }) => candidates.map((candidate) => ({ api, candidate })));
    for (const { api, company } of companies) {
      const notes = await api.writeMissingNotes(noteTexts[company.settings.locale]);
      if (notes > 0) report(`Recruiters of ${company.name} write ${notes} personal notes after final interviews …`);
    }
    report('The next sending day comes, and the rejection mails are sent …');
    await Promise.all([
      runInParallel(everyone, ({ api, candidate }) => skipToFirstMail(client, api, candidate)),
      duringFirstMails?.(),
    ]);
    report('Candidates read their mail: some consent, some decline, some unsubscribe …');
    for (const { api, candidate } of everyone) await takeAction(urls.inbox, api, candidate);
    const asked = findCompany(companies, scenario.feedback);
    const feedback = await runFeedback(urls.inbox, client, asked, report);
    const selection = await runSelection(urls.vendors, findCompany(companies, scenario.polled), report);
    const introduction = await runIntroduction(urls.inbox, client, companies, scenario.introduction, report);
    await afterIntroduction?.(client, introduction.view.id);
    const template = await runTemplate({
      gatewayUrl: urls.gateway,
      inboxUrl: urls.inbox,
      admin,
      client,
      provider,
      report,
      afterExpiry,
    });
    const reInvitation = await runReInvitation(urls.inbox, template.former[0], report);
    report('Twelve months pass, and the companies ask whether they may go on keeping the details …');
    await runInParallel(everyone, ({ api, candidate }) => skipToQuestion(client, api, candidate));
    const renewing = companies.flatMap(({ company, candidates }) =>
      candidates.filter(({ application }) => company.renewals.includes(application.applicationId)),
    );
    for (const { address } of renewing) await openMailbox(urls.inbox, address ?? '').press('keeping.renew');
    report(`${renewing.length} candidates say yes; the others get one notice, and are then erased …`);
    const leaving = everyone.filter(({ candidate }) => !renewing.includes(candidate));
    await runInParallel(leaving, ({ api, candidate }) => skipToEnd(client, api, candidate));
    for (const { candidate } of everyone) {
      await afterCase?.(client, candidate.application, toCaseWorkflowId(candidate.caseId));
    }
    const results: CompanyResult[] = [];
    for (const company of companies) results.push(await collectResult(stack, company));
    const morning = await runMorning(urls.inbox, companies, template, report);
    return {
      companies: results,
      introduction,
      template,
      reInvitation,
      feedback,
      selection,
      morning,
      differences: [
        ...feedback.differences,
        ...selection.differences,
        ...introduction.differences,
        ...template.differences,
        ...reInvitation.differences,
        ...results.flatMap(({ differences }) => differences),
        ...morning.differences,
      ],
      pageUrl: await findPageUrl(urls.inbox, companies),
    };
  } finally {
    await temporal.close();
    await closeAdmin(admin);
  }
}

/** What a recruiter might write; in the demo the same to all. */
const noteTexts = {
  ja: '最終面接では、これまでのお取り組みを率直にお話しくださり、ありがとうございました。',
  en: 'Thank you for speaking so openly with us about your work in the final interview.',
};

async function findPageUrl(inboxUrl: string, companies: readonly DemoCompany[]): Promise<string> {
  const candidates = companies.flatMap((company) => company.candidates);
  const consenting = candidates.find(({ action, address }) => action === 'consent' && address);
  return openMailbox(inboxUrl, consenting?.address ?? '').findPageUrl();
}

async function runInParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  const runLane = async () => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: maxParallelSkips }, runLane));
}
