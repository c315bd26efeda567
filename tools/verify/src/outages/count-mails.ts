import { setTimeout as sleep } from 'node:timers/promises';
import type { Stack } from '@goen/stack';
import { z } from 'zod';

/** What has not come after so long without any progress is lost. */
const stallMs = 120_000;

const sandboxStats = z.object({ resend: z.object({ accepted: z.number(), duplicates: z.number() }) });

/** `accepted`: different mails that the provider has. */
export async function countMails({ urls }: Pick<Stack, 'urls'>): Promise<{ accepted: number; duplicates: number }> {
  const { resend } = sandboxStats.parse(await (await fetch(`${urls.inbox}/sandbox/stats`)).json());
  return { accepted: resend.accepted - resend.duplicates, duplicates: resend.duplicates };
}

/** `onProgress`: after each count. Returns the last count, also when no other mail came for two minutes. */
export async function waitForMails(
  stack: Pick<Stack, 'urls'>,
  count: number,
  onProgress: (accepted: number) => Promise<void> = () => Promise.resolve(),
) {
  let mails = await countMails(stack);
  let changedMs = performance.now();
  while (mails.accepted < count && performance.now() - changedMs < stallMs) {
    await sleep(500);
    const latest = await countMails(stack);
    if (latest.accepted > mails.accepted) changedMs = performance.now();
    mails = latest;
    await onProgress(mails.accepted);
  }
  return mails;
}
