import { randomBytes } from 'node:crypto';
import { openCaseStore, withCompany } from '@goen/case-store';
import { saveLink } from '@goen/cases';
import type { ConsoleStack } from './console-stack.ts';
import type { TestCompany } from './test-company.ts';

type Answer = {
  readonly caseId: string;
  readonly candidateId: string;
  /** As the button of the page names it, such as `relay.grant`. */
  readonly action: string;
  /** Of which opening it says so: the id of the re-invitation. */
  readonly opening?: string;
  /** What else the form has. */
  readonly fields?: Readonly<Record<string, string>>;
};

/** Decides on the candidate's page, by a link of its own, as if it had come with a mail. */
export async function answerOnPage(
  { url, casesAppUrl }: ConsoleStack,
  { id: companyId }: TestCompany,
  { caseId, candidateId, action, opening, fields = {} }: Answer,
): Promise<void> {
  const token = randomBytes(32).toString('base64url');
  const orm = await openCaseStore({ url: casesAppUrl, maxConnections: 1 });
  try {
    await withCompany(orm, companyId, (em) => saveLink(em, { id: caseId, companyId, candidateId }, 1, token));
  } finally {
    await orm.close(true);
  }
  const body = new URLSearchParams({ action, ...fields, ...(opening === undefined ? {} : { opening }) });
  const response = await fetch(`${url}/c/${token}`, { method: 'POST', body });
  if (!response.ok) throw new Error(`Page: ${response.status} ${await response.text()}`);
}
