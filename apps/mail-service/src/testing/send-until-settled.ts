import { setTimeout as wait } from 'node:timers/promises';
import { type MessageRequest, type MessageResult, messageResult } from '@goen/contracts/internal';
import type { MailFixture } from './mail-fixture.ts';

const pauseMs = 20;

/**
 * Requests each mail as the worker does: while it is answered 503, it is retried under the same key at the next
 * instance.
 */
export async function sendUntilSettled(
  fixture: Pick<MailFixture, 'post'>,
  urls: readonly string[],
  requests: readonly MessageRequest[],
  concurrency = requests.length,
): Promise<MessageResult[]> {
  const results: MessageResult[] = [];
  const remaining = requests.entries();
  const runWorker = async () => {
    for (const [index, request] of remaining) results.push(await requestMail(index, request));
  };
  const requestMail = async (index: number, request: MessageRequest) => {
    for (let attempt = 0; ; attempt += 1) {
      const answer = await fixture.post('/messages', request, urls[(index + attempt) % urls.length]);
      if (answer.status === 200) return messageResult.parse(await answer.json());
      if (answer.status !== 503) throw new Error(`${answer.status} ${await answer.text()}`);
      await wait(pauseMs);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, runWorker));
  return results;
}
