/**
 * `npm run histories -w @goen/stack [-- <name> …]`: runs the year on the real services and saves the histories of some
 * cases, which every later version of the workflows must replay. Histories are added, never replaced: cases that sleep
 * may still have such a history. With names, only those are saved.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectTemporal, toCaseWorkflowId, toIntroductionWorkflowId } from '@goen/temporal-kit';
import { allRuns } from '@goen/testing';
import { runYear } from './demo/run-year.ts';
import type { TemporalClient } from './demo/skip-time.ts';
import { advanceToNextMail, approveLate, createCompanyWithApproval, reportRejection } from './e2e/approval-fixture.ts';
import { startTestStack } from './e2e/test-stack.ts';
import { root } from './paths.ts';

/** The history that a case of the first company is saved as, by its application. */
const historyNames: Readonly<Record<string, string>> = {
  'A-0001': 'consented',
  'A-0013': 'declined',
  'A-0014': 'second-rejection-joined',
  'A-0015': 'unanswered',
  'A-0016': 'unsubscribed-midway',
  'A-0017': 'reapplied',
  'A-0019': 'unrejected-in-the-undo-window',
};
const approvedByHand = 'approved-by-hand';
const hired = 'hired';
const expired = 'registration-expired';
const fastForwarded = 'fast-forwarded';
const requested = process.argv.slice(2);
const isRequested = (name: string) => requested.length === 0 || requested.includes(name);

const today = new Date().toISOString().slice(0, 10);
const saved = new Set<string>();

async function save(
  client: TemporalClient,
  name: string,
  workflowId: string,
  workflow = 'candidate-case',
): Promise<void> {
  if (saved.has(name) || !isRequested(name)) return;
  saved.add(name);
  const folder = join(root, 'workflows', workflow, 'histories');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}-${today}.json`);
  writeFileSync(file, `${JSON.stringify(await allRuns(client, workflowId))}\n`, { flag: 'wx' });
  console.log(`Saved ${file}`);
}

await using stack = await startTestStack();
if ([...Object.values(historyNames), hired, expired].some(isRequested)) {
  await runYear(stack, {
    report: (line) => console.log(line),
    afterIntroduction: (client, id) => save(client, hired, toIntroductionWorkflowId(id), 'introduction'),
    afterExpiry: (client, workflowId) => save(client, expired, workflowId),
    afterCase: async (client, { applicationId }, workflowId) => {
      const name = historyNames[applicationId];
      if (name !== undefined) await save(client, name, workflowId);
    },
  });
}
if (isRequested(approvedByHand)) {
  const temporal = await connectTemporal({ address: stack.temporalAddress, namespace: 'default' });
  const api = await createCompanyWithApproval(stack, 'required');
  const { caseId } = await reportRejection(api, '営業');
  await approveLate(temporal.client, api, caseId);
  await save(temporal.client, approvedByHand, toCaseWorkflowId(caseId));
  await temporal.close();
}
if (isRequested(fastForwarded)) {
  const temporal = await connectTemporal({ address: stack.temporalAddress, namespace: 'default' });
  const api = await createCompanyWithApproval(stack, 'automatic', { mailProvider: 'sandbox' });
  const { caseId } = await reportRejection(api, '開発');
  // The result, and what comes after it: each is decided by a clock that is ahead of the workflow's.
  for (let mails = 0; mails < 3; mails += 1) await advanceToNextMail(api, caseId);
  await save(temporal.client, fastForwarded, toCaseWorkflowId(caseId));
  await temporal.close();
}
