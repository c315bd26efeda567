import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MailProviderName } from '@goen/contracts/public';
import { allRuns } from '@goen/testing';
import { expect, onTestFailed, test } from 'vitest';
import { listInbox } from '../demo/inbox.ts';
import { runYear } from '../demo/run-year.ts';
import { waitUntil } from '../demo/wait-until.ts';
import type { Stack } from '../start-stack.ts';
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

/** Each crash is tested with another provider, because a year per combination would take too long. */
const crashes: Record<string, { provider: MailProviderName; crash: (stack: Stack) => Promise<void> }> = {
  worker: { provider: 'sendgrid', crash: (stack) => restart(stack, 'worker') },
  gateway: { provider: 'smtp', crash: (stack) => restart(stack, 'gateway') },
  'mail-service': { provider: 'resend', crash: (stack) => restart(stack, 'mail') },
  'the Temporal server': {
    provider: 'hubspot',
    crash: async (stack) => {
      await stack.killTemporal();
      await stack.restartTemporal();
    },
  },
};

async function restart(stack: Stack, name: 'worker' | 'gateway' | 'mail'): Promise<void> {
  await stack.services[name].kill();
  await stack.services[name].start();
}

test.each(Object.entries(crashes))(
  'killing %s while mails are sent loses no case and sends no mail twice',
  async (_name, { provider, crash }) => {
    await using stack = await startTestStack({ onFailed: onTestFailed });
    const year = await runYear(stack, {
      report,
      provider,
      duringFirstMails: async () => {
        await waitUntil('the first mail', async () => (await listInbox(stack.urls.inbox, '')).length > 0);
        await crash(stack);
      },
    });
    expect(year.differences).toEqual([]);
    const mails = await listInbox(stack.urls.inbox, '');
    expect(new Set(mails.map((mail) => mail.provider))).toEqual(new Set([provider]));
  },
);
