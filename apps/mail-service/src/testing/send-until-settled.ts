import { setTimeout as wait } from 'node:timers/promises';
import { type MessageRequest, type MessageResult, messageResult } from '@goen/contracts/internal';
import type { MailFixture } from './mail-fixture.ts';

const pauseMs = 20;

/**
 * Asks for each mail as the worker does, again under the same key while it is answered 503, at the next of the
 * instances each time. `atOnce`: mails asked for at the same time.
 */
export async function sendUntilSettled(
  fixture: Pick<MailFixture, 'post'>,
  urls: readonly string[],
  requests: readonly MessageRequest[],
  atOnce = requests.length,
): Promise<MessageResult[]> {
  const results: MessageResult[] = [];
  const rest = requests.entries();
  const lane = async () => {
    for (const [nth, request] of rest) results.push(await ask(nth, request));
  };
  const ask = async (nth: number, request: MessageRequest) => {
    for (let tries = 0; ; tries += 1) {
      const answer = await fixture.post('/messages', request, urls[(nth + tries) % urls.length]);
      if (answer.status === 200) return messageResult.parse(await answer.json());
      if (answer.status !== 503) throw new Error(`${answer.status} ${await answer.text()}`);
      await wait(pauseMs);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return results;
}
