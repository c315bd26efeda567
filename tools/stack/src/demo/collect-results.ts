import { creditBalance } from '@goen/contracts/internal';
import type { Stack } from '../start-stack.ts';
import { type CrmCounts, readCrmCounts } from './crm.ts';
import type { DemoCandidate, DemoCompany } from './demo-company.ts';
import type { CaseView } from './gateway-api.ts';
import { openMailbox } from './mailbox.ts';
import { compareCounts, compareOutcomes, countOutcome, listSentMails } from './outcome.ts';
import type { Outcome } from './scenario.ts';

export type CaseResult = { readonly candidate: DemoCandidate; readonly view: CaseView };
export type CompanyResult = {
  readonly name: string;
  readonly outcome: Outcome;
  readonly crm: CrmCounts;
  readonly cases: readonly CaseResult[];
  /** What is not as the scenario expects. */
  readonly differences: readonly string[];
};

/** Reads what the year came to for a company, and compares it with the scenario. */
export async function collectResult(
  { urls, secrets }: Stack,
  { company, id, api, candidates, crmConnectionId }: DemoCompany,
): Promise<CompanyResult> {
  const cases: CaseResult[] = [];
  const differences: string[] = [];
  for (const candidate of candidates) {
    const view = await api.getCase(candidate.caseId);
    cases.push({ candidate, view });
    // Each mail that the facts call sent is in the mailbox exactly once, and nothing else is.
    const { address, application } = candidate;
    const received = address === null ? 0 : await openMailbox(urls.inbox, address).countCaseMails();
    const sent = listSentMails(view).length;
    if (received !== sent) {
      differences.push(`${company.slug}: ${application.applicationId} was sent ${sent} mails and received ${received}`);
    }
  }
  const balance = await readBalance(urls.credit, secrets.creditServiceTokens.gateway, id);
  const outcome = countOutcome(
    cases.map(({ view }) => view),
    balance,
  );
  const crm = await readCrmCounts(api, crmConnectionId);
  const { kind, ...crmCounts } = crm;
  differences.push(
    ...compareCounts(`${company.slug} in ${kind}`, company.crm.expected, crmCounts),
    ...compareOutcomes(company.slug, company.expected, outcome),
  );
  return { name: company.name, outcome, crm, cases, differences };
}

async function readBalance(creditUrl: string, token: string, companyId: string) {
  const response = await fetch(`${creditUrl}/companies/${companyId}/balance`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return creditBalance.parse(await response.json());
}
