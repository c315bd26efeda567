import { apiScopes } from '@goen/case-store';
import { type AdminContext, createCompany, createKey, openPosition } from '@goen/gateway/admin';
import type { ReportedApplication } from './channel.ts';
import { reportRejections } from './channels.ts';
import { connectCrm } from './crm.ts';
import { type CaseView, createGatewayApi, type GatewayApi } from './gateway-api.ts';
import type { CandidateAction, Company } from './scenario.ts';

export type DemoCandidate = {
  readonly caseId: string;
  readonly action: CandidateAction;
  readonly address: string | null;
  /** The candidate's first application; the scenario names candidates by its id. */
  readonly application: ReportedApplication;
};

/** A company of the scenario with its candidates, in the order of their applications. */
export type DemoCompany = {
  readonly company: Company;
  readonly id: string;
  readonly api: GatewayApi;
  readonly candidates: readonly DemoCandidate[];
  readonly crmConnectionId: string;
};

export function findCompany(companies: readonly DemoCompany[], slug: string): DemoCompany {
  const company = companies.find((candidate) => candidate.company.slug === slug);
  if (company === undefined) throw new Error(`The scenario has no company ${slug}.`);
  return company;
}

/** Creates a company, connects its CRM, reports its rejections, and takes back those that the scenario says. */
export async function setUpCompany(
  gatewayUrl: string,
  admin: AdminContext,
  company: Company,
  report: (line: string) => void,
): Promise<DemoCompany> {
  const { slug, name, settings } = company;
  const { id } = await createCompany(admin, { name, slug, settings });
  const { key } = await createKey(admin, { company: slug, name: 'demo', scopes: [...apiScopes] });
  for (const position of company.positions) await openPosition(admin, { company: slug, ...position });
  const api = createGatewayApi(gatewayUrl, key);
  const crmConnectionId = await connectCrm(api, company);
  const applications = await reportRejections(api, company, report);
  const candidates = (await api.listCases()).map((view) => toCandidate(view, company, applications));
  candidates.sort((a, b) => compareIds(a.application, b.application));
  for (const { application } of candidates.filter(({ action }) => action === 'unreject')) {
    await api.reportEvent({
      type: 'application.unrejected',
      source: application.source,
      occurred_at: new Date().toISOString(),
      application: { remote_id: application.applicationId },
    });
  }
  return { company, id, api, candidates, crmConnectionId };
}

function toCandidate(
  { id: caseId, rejections }: CaseView,
  { actions }: Company,
  applications: readonly ReportedApplication[],
): DemoCandidate {
  const ids = new Set(rejections.map(({ application_remote_id: id }) => id));
  const [application] = applications.filter(({ applicationId }) => ids.has(applicationId)).toSorted(compareIds);
  if (application === undefined) throw new Error('A case has no rejection from the examples.');
  const action = actions[application.applicationId] ?? 'nothing';
  return { caseId, action, address: application.address, application };
}

const compareIds = (a: ReportedApplication, b: ReportedApplication) => (a.applicationId < b.applicationId ? -1 : 1);
