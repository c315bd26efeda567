import { type Introduction, unwrap } from '@goen/client';
import { searchAttributeKeys, toIntroductionWorkflowId } from '@goen/temporal-kit';
import { fastForward, fastForwardMarginMs } from '@goen/testing';
import { type DemoCompany, findCompany } from './demo-company.ts';
import { openMailbox } from './mailbox.ts';
import type { Scenario } from './scenario.ts';
import { skipWorkflowUntil, type TemporalClient } from './skip-time.ts';
import { waitUntil } from './wait-until.ts';

export type IntroductionResult = {
  readonly receiver: string;
  readonly position: string;
  readonly view: Introduction;
  readonly differences: readonly string[];
};

/**
 * A company with a credit opens a position. A candidate of another company is matched, asked by mail, accepts on their
 * page, and is hired. Everything goes through the public API, the mails and the page.
 */
export async function runIntroduction(
  inboxUrl: string,
  client: TemporalClient,
  companies: readonly DemoCompany[],
  scenario: Scenario['introduction'],
  report: (line: string) => void,
): Promise<IntroductionResult> {
  const receiver = findCompany(companies, scenario.receiver);
  const referrer = findCompany(companies, scenario.referrer);
  const address = findAddress(referrer, scenario.application);
  const { goen } = receiver.api;
  const position = await unwrap(goen.POST('/v1/positions', { body: scenario.position }));
  report(`${receiver.company.name} has a credit and opens a position: ${position.title} …`);
  const { id } = await waitUntil('an introduction', async () => {
    const query = { position_id: position.id };
    return (await unwrap(goen.GET('/v1/introductions', { params: { query } }))).items[0];
  });
  const params = { path: { id } };
  const read = () => unwrap(goen.GET('/v1/introductions/{id}', { params }));
  const matched = await read();
  await skipUntilAsked(client, id, read);
  report('A candidate is asked about this company and accepts …');
  await openMailbox(inboxUrl, address).press('introduction.accept');
  const accepted = await waitUntil('the handover', async () => {
    const view = await read();
    return view.state === 'accepted' && view;
  });
  for (const outcome of ['contacted', 'interviewing', 'hired'] as const) {
    await unwrap(goen.POST('/v1/introductions/{id}/reports', { params, body: { report: outcome } }));
  }
  const closed = await waitUntil('the end of the introduction', async () => {
    const current = await read();
    return current.state === 'closed' && current;
  });
  report('Half a year later the company is asked whether the person is still employed …');
  await skipUntilEmploymentIsAsked(client, id);
  const body = { still_employed: true };
  const view = await unwrap(goen.POST('/v1/introductions/{id}/employment', { params, body }));
  const differences = [
    ...(matched.person === null ? [] : ['the company could see the person before they accepted']),
    ...(accepted.person?.email === address ? [] : ['the company cannot see the person who accepted']),
    ...(closed.ended === 'hired' ? [] : [`the introduction ended as ${closed.ended}`]),
    ...(matched.conditions === null ? ['the candidate was not told the working conditions'] : []),
    ...(view.employment?.still_employed ? [] : ['the answer about the employment is missing']),
    ...(await findRecordDifferences(receiver, 'recipient', id)),
    ...(await findRecordDifferences(referrer, 'provider', id)),
  ];
  return { receiver: receiver.company.name, position: position.title, view, differences };
}

function findAddress({ company, candidates }: DemoCompany, applicationId: string): string {
  const address = candidates.find(({ application }) => application.applicationId === applicationId)?.address;
  if (!address) throw new Error(`${applicationId} of ${company.slug} has no address.`);
  return address;
}

/** Its workflow sleeps for half a year after the hire, asks, and ends. */
async function skipUntilEmploymentIsAsked(client: TemporalClient, id: string): Promise<void> {
  const workflowId = toIntroductionWorkflowId(id);
  await waitUntil('the question about the employment', async () => {
    const { status, typedSearchAttributes } = await client.workflow.getHandle(workflowId).describe();
    if (status.name === 'COMPLETED') return true;
    const dueAt = typedSearchAttributes.get(searchAttributeKeys.nextStepAt);
    if (typedSearchAttributes.get(searchAttributeKeys.nextStep) === 'employment_question' && dueAt) {
      await fastForward(client, workflowId, { untilMs: dueAt.getTime() + fastForwardMarginMs }).catch(() => false);
    }
    return false;
  });
}

/** 個人情報保護法 Art. 29, 30: each side keeps one record. */
async function findRecordDifferences(
  { api, company }: DemoCompany,
  side: 'provider' | 'recipient',
  introductionId: string,
): Promise<string[]> {
  const { items } = await unwrap(api.goen.GET('/v1/provision-records'));
  const records = items.filter((record) => record.introduction_id === introductionId && record.side === side);
  return records.length === 1 ? [] : [`${company.slug} has ${records.length} provision records`];
}

const skipUntilAsked = (client: TemporalClient, id: string, read: () => Promise<Introduction>): Promise<void> =>
  skipWorkflowUntil(client, toIntroductionWorkflowId(id), {
    awaited: 'the question to the candidate',
    isDone: async () => (await read()).state === 'asked',
    steps: ['ask'],
  });
