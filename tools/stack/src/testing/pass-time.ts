import { type Introduction, unwrap } from '@goen/client';
import type { MailKind } from '@goen/contracts/internal';
import { connectTemporal, toIntroductionWorkflowId } from '@goen/temporal-kit';
import { skipToMail, skipWorkflowUntil, type TemporalClient } from '../demo/skip-time.ts';
import type { ConsoleStack } from './console-stack.ts';
import type { TestCompany } from './test-company.ts';

/** Lets the time of a case pass until its candidate has the mail. Needs a stack with Temporal and workers. */
export const passTimeUntilMail = (
  stack: ConsoleStack,
  { api }: TestCompany,
  caseId: string,
  kind: MailKind,
): Promise<void> =>
  withTemporal(stack, (client) =>
    skipToMail(
      client,
      { getCase: (id) => unwrap(api.GET('/v1/cases/{id}', { params: { path: { id } } })) },
      { caseId, application: { applicationId: caseId } },
      kind,
    ),
  );

/** The same until the candidate was asked about an introduction to the company. */
export const passTimeUntilAsked = (
  stack: ConsoleStack,
  { api }: TestCompany,
  introductionId: Introduction['id'],
): Promise<void> =>
  withTemporal(stack, (client) =>
    skipWorkflowUntil(client, toIntroductionWorkflowId(introductionId), {
      awaited: 'the question to the candidate',
      isDone: async () => {
        const params = { path: { id: introductionId } };
        return (await unwrap(api.GET('/v1/introductions/{id}', { params }))).state === 'asked';
      },
      steps: ['ask'],
    }),
  );

async function withTemporal(
  { temporalAddress }: ConsoleStack,
  run: (client: TemporalClient) => Promise<void>,
): Promise<void> {
  const temporal = await connectTemporal({ address: temporalAddress, namespace: 'default' });
  try {
    await run(temporal.client);
  } finally {
    await temporal.close();
  }
}
