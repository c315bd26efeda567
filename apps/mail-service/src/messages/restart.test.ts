import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { headersFor, type MailFixture, messageTo, startMailFixture } from '../testing/mail-fixture.ts';
import { startScriptedProvider } from '../testing/scripted-provider.ts';

let fixture: MailFixture;
let provider: Awaited<ReturnType<typeof startScriptedProvider>>;
beforeAll(async () => {
  fixture = await startMailFixture();
  provider = await startScriptedProvider(fixture.env.RESEND_BASE_URL ?? '');
});
afterAll(async () => {
  await provider.close();
  await fixture.close();
});

/** The service as a separate process, so that it can be killed. */
async function startProcess(): Promise<{ url: string; child: ChildProcess }> {
  const main = new URL('../main.ts', import.meta.url).pathname;
  const env = { ...process.env, ...fixture.env, RESEND_BASE_URL: provider.url, MAIL_PROVIDER_TIMEOUT_MS: '15000' };
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /"url":"([^"]+)"/.exec(line)?.[1];
    if (url) return { url, child };
  }
  throw new Error('The service did not start.');
}

it('a mail whose process was killed during the send is sent once by the next request', async () => {
  const { url, child } = await startProcess();
  const request = messageTo('killed@example.com');
  provider.play('silence');
  const reached = provider.nextRequest();
  const response = fetch(`${url}/messages`, {
    method: 'POST',
    headers: headersFor('POST', '/messages'),
    body: JSON.stringify(request),
  }).catch(() => 'aborted');
  await reached;
  const first = provider.seen[0]?.body;
  child.kill('SIGKILL');
  expect(await response).toBe('aborted');

  // The dead process still holds the lease: another one does not send concurrently.
  const early = await fixture.post('/messages', request);
  expect([early.status, early.headers.get('retry-after')]).toEqual([503, '2']);

  await fixture.sql("update message set lease_until = now() - interval '1 second' where key = ?", [request.key]);
  await fixture.sql("update send_batch set lease_until = now() - interval '1 second'");
  await fixture.restartService({ RESEND_BASE_URL: provider.url });
  expect(await fixture.send(request)).toMatchObject({ status: 'sent' });
  expect(provider.seen.map((seen) => seen.body)).toEqual([first, first]);
  expect(await fixture.inbox(request.to.email)).toHaveLength(1);
});

it('a mail waits while the provider is down and is sent when it is up again', async () => {
  await fixture.restartService();
  await fixture.stopInbox();
  const request = messageTo('down@example.com');
  const refused = await fixture.post('/messages', request);
  expect([refused.status, await refused.json()]).toMatchObject([503, { code: 'unavailable' }]);
  expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
  const view = await fixture.sql<{ state: string }>('select state from message where key = ?', [request.key]);
  expect(view).toEqual([{ state: 'queued' }]);
  await fixture.startInbox();
  expect(await fixture.send(request)).toMatchObject({ status: 'sent' });
  expect(await fixture.inbox(request.to.email)).toHaveLength(1);
});

it('waits when the provider limits the rate', async () => {
  await fixture.stopInbox();
  await fixture.startInbox({ rateLimitPerSecond: 2 });
  const requests = [1, 2, 3, 4].map((n) => messageTo(`limited${n}@example.com`));
  const results = await Promise.all(requests.map((request) => fixture.send(request)));
  expect(results.every((result) => result.status === 'sent')).toBe(true);
  expect(await fixture.inbox('limited')).toHaveLength(4);
});
