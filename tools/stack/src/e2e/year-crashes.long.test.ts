import type { MailProviderName } from '@goen/contracts/public';
import { expect, onTestFailed, test } from 'vitest';
import { listInbox } from '../demo/inbox.ts';
import { runYear } from '../demo/run-year.ts';
import { waitUntil } from '../demo/wait-until.ts';
import type { Stack } from '../start-stack.ts';
import { startTestStack } from './test-stack.ts';

const report = () => {};

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
