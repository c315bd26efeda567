import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MailProviderName } from '@goen/contracts/public';
import { allRuns } from '@goen/testing';
import { expect, onTestFailed, test } from 'vitest';
import { inboxOf, until } from '../demo/api.ts';
import { runYear } from '../demo/run-year.ts';
import type { Stack } from '../stack.ts';
import { testStack } from './test-stack.ts';

const report = () => {};
/** What only a person’s data holds: the addresses and family names of the examples. */
const personal = /@example\.(jp|com)|佐藤|鈴木|髙橋|山﨑|長谷川|Jisoo/;

/** All that a value says, payloads decoded. */
function wordsOf(value: unknown): string {
  if (typeof value === 'string') return `${value} ${Buffer.from(value, 'base64').toString('utf8')}`;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  return typeof value === 'object' && value !== null ? Object.values(value).map(wordsOf).join(' ') : '';
}

test('the year of the examples comes to its expected end, and nobody’s data enters Temporal or a log', async () => {
  await using stack = await testStack({ onFailed: onTestFailed });
  const seen: string[] = [];
  const told = await runYear(stack, {
    report,
    atTheEnd: async (client, _person, workflowId) => {
      const described = await client.workflow.getHandle(workflowId).describe();
      seen.push(wordsOf(described.raw));
      seen.push(wordsOf(await allRuns(client, workflowId)));
    },
  });
  expect(told.differences).toEqual([]);
  expect(seen.join(' ')).toContain('first_follow_up');
  expect(seen.filter((words) => personal.test(words))).toEqual([]);
  const logs = globSync('logs/{gateway,worker,mail,credit,temporal}.log', { cwd: stack.dataDir });
  expect(logs.length).toBeGreaterThanOrEqual(4);
  for (const file of logs) expect(readFileSync(join(stack.dataDir, file), 'utf8')).not.toMatch(personal);
});

/** Each death happens to companies that send through another provider: a year for each takes long. */
const deaths: Record<string, { provider: MailProviderName; happen: (stack: Stack) => Promise<void> }> = {
  worker: { provider: 'sendgrid', happen: (stack) => restart(stack, 'worker') },
  gateway: { provider: 'smtp', happen: (stack) => restart(stack, 'gateway') },
  'mail-service': { provider: 'resend', happen: (stack) => restart(stack, 'mail') },
  'the Temporal server': {
    provider: 'hubspot',
    happen: async (stack) => {
      await stack.killTemporal();
      await stack.restartTemporal();
    },
  },
};

async function restart(stack: Stack, name: 'worker' | 'gateway' | 'mail'): Promise<void> {
  await stack.services[name].kill();
  await stack.services[name].start();
}

test.each(Object.entries(deaths))(
  'killing %s while mails go out loses no case and sends no mail twice',
  async (_name, { provider, happen }) => {
    await using stack = await testStack({ onFailed: onTestFailed });
    const told = await runYear(stack, {
      report,
      provider,
      meanwhile: async () => {
        await until('the first mail', async () => (await inboxOf(stack.urls.inbox, '')).length > 0);
        await happen(stack);
      },
    });
    expect(told.differences).toEqual([]);
    const mails = await inboxOf(stack.urls.inbox, '');
    expect(new Set(mails.map((mail) => mail.provider))).toEqual(new Set([provider]));
  },
);
