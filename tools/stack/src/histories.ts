/**
 * `npm run histories -w @goen/stack`: tells the year on the real services and saves what cases went through, for every
 * later version of the workflow to replay. Histories are added, never replaced: each is a way that some case still is.
 * With the names of ways after `--` only these are saved.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectTemporal, introductionWorkflowIdOf, workflowIdOf } from '@goen/temporal-kit';
import { allRuns } from '@goen/testing';
import type { Client } from './demo/move-time.ts';
import { runYear } from './demo/run-year.ts';
import { approveByHand, companyWith, reject } from './e2e/approve-by-hand.ts';
import { testStack } from './e2e/test-stack.ts';
import { root } from './paths.ts';

/** Whose case stands for which way; by application of the first company. */
const ofYear: Readonly<Record<string, string>> = {
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
const asked = process.argv.slice(2);
const isAsked = (way: string) => asked.length === 0 || asked.includes(way);

const day = new Date().toISOString().slice(0, 10);
const saved = new Set<string>();

async function save(client: Client, way: string, workflowId: string, workflow = 'candidate-case'): Promise<void> {
  if (saved.has(way) || !isAsked(way)) return;
  saved.add(way);
  const folder = join(root, 'workflows', workflow, 'histories');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${way}-${day}.json`);
  writeFileSync(file, `${JSON.stringify(await allRuns(client, workflowId))}\n`, { flag: 'wx' });
  console.log(`Saved ${file}`);
}

await using stack = await testStack();
if ([...Object.values(ofYear), hired].some(isAsked)) {
  await runYear(stack, {
    report: (line) => console.log(line),
    afterIntroduction: (client, id) => save(client, hired, introductionWorkflowIdOf(id), 'introduction'),
    atTheEnd: async (client, { who }, workflowId) => {
      const way = ofYear[who];
      if (way !== undefined) await save(client, way, workflowId);
    },
  });
}
if (isAsked(approvedByHand)) {
  const temporal = await connectTemporal({ address: stack.temporalAddress, namespace: 'default' });
  const api = await companyWith(stack, 'required');
  const { caseId } = await reject(api, '営業');
  await approveByHand(temporal.client, api, caseId);
  await save(temporal.client, approvedByHand, workflowIdOf(caseId));
  await temporal.close();
}
