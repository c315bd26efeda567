import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allRuns } from '@goen/testing';
import { expect, onTestFailed, test } from 'vitest';
import { runYear } from '../demo/run-year.ts';
import { startTestStack } from './test-stack.ts';

const report = () => {};
/** Appears only in personal data of the examples: addresses and family names. */
const personalData = /@example\.(jp|com)|佐藤|鈴木|髙橋|山﨑|長谷川|Jisoo/;

/** All text inside a value, with decoded payloads. */
function collectText(value: unknown): string {
  if (typeof value === 'string') return `${value} ${Buffer.from(value, 'base64').toString('utf8')}`;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  return typeof value === 'object' && value !== null ? Object.values(value).map(collectText).join(' ') : '';
}

test('the year of the examples has the expected outcome, and no personal data is in Temporal or in a log', async () => {
  await using stack = await startTestStack({ onFailed: onTestFailed });
  const texts: string[] = [];
  const year = await runYear(stack, {
    report,
    afterCase: async (client, _candidate, workflowId) => {
      const description = await client.workflow.getHandle(workflowId).describe();
      texts.push(collectText(description.raw));
      texts.push(collectText(await allRuns(client, workflowId)));
    },
  });
  expect(year.differences).toEqual([]);
  expect(texts.join(' ')).toContain('first_follow_up');
  expect(texts.filter((text) => personalData.test(text))).toEqual([]);
  const logs = globSync('logs/{gateway,worker,mail,credit,temporal}.log', { cwd: stack.dataDir });
  expect(logs.length).toBeGreaterThanOrEqual(4);
  for (const file of logs) expect(readFileSync(join(stack.dataDir, file), 'utf8')).not.toMatch(personalData);
});
