import { expect, it } from 'vitest';
import { startTestSandbox } from '../testing/test-sandbox.ts';

const mail = { from: 'jobs@midori.example', to: 'taro@example.com', subject: 's', text: 't' };
const tagged = { ...mail, tags: [{ name: 'message_id', value: 'm-1' }] };
const sends = {
  resend: ['/emails', mail],
  sendgrid: [
    '/v3/mail/send',
    {
      personalizations: [{ to: [{ email: 'a@example.com' }] }],
      from: { email: 'b@example.com' },
      subject: 's',
      content: [{ type: 'text/plain', value: 't' }],
    },
  ],
  hubspot: [
    '/marketing/v3/transactional/single-email/send',
    { emailId: 1, message: { to: 'a@example.com' }, customProperties: { text: 't' } },
  ],
} as const;

it.each(Object.entries(sends))(
  'applies the fault plan to sends of %s and counts the faults',
  async (provider, [path, body]) => {
    await using sandbox = await startTestSandbox();
    const setPlan = (plan: object | null) => sandbox.call('POST', '/sandbox/faults', { provider, plan });
    await setPlan({ lostAnswers: 1, times: 1 });
    await expect(sandbox.call('POST', path, body)).rejects.toThrow('fetch failed');
    expect(await sandbox.inbox()).toHaveLength(1);
    expect((await sandbox.call('POST', path, body)).ok).toBe(true);
    await setPlan({ tooManyRequests: 1 });
    expect((await sandbox.call('POST', path, body)).status).toBe(429);
    await setPlan({ serverErrors: 1 });
    expect((await sandbox.call('POST', path, body)).status).toBe(500);
    await setPlan(null);
    expect((await sandbox.call('POST', path, body)).ok).toBe(true);
    expect(await sandbox.inbox()).toHaveLength(3);
    expect(await (await sandbox.call('GET', '/sandbox/stats')).json()).toMatchObject({
      [provider]: {
        requests: 5,
        accepted: 3,
        rateLimited: 1,
        serverErrors: 1,
        lostAnswers: 1,
        firstAcceptedAt: expect.any(String),
        lastAcceptedAt: expect.any(String),
      },
    });
  },
);

it('draws the same faults for the same seed', async () => {
  const collectStatuses = async (seed: number) => {
    await using sandbox = await startTestSandbox({
      faults: { resend: { tooManyRequests: 0.3, serverErrors: 0.2, seed } },
    });
    const statuses: number[] = [];
    for (let n = 0; n < 30; n += 1) statuses.push((await sandbox.call('POST', '/emails', mail)).status);
    return statuses;
  };
  const first = await collectStatuses(1);
  expect(new Set(first)).toEqual(new Set([200, 429, 500]));
  expect(await collectStatuses(1)).toEqual(first);
  expect(await collectStatuses(2)).not.toEqual(first);
});

it('answers 502 in HTML, or nothing, whether or not the mail was accepted', async () => {
  await using sandbox = await startTestSandbox();
  const setPlan = (plan: object | null) => sandbox.call('POST', '/sandbox/faults', { provider: 'resend', plan });
  await setPlan({ badGateways: 1 });
  for (let n = 0; n < 10; n += 1) {
    const answer = await sandbox.call('POST', '/emails', mail);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([502, 'text/html; charset=UTF-8']);
  }
  const accepted = (await sandbox.inbox()).length;
  expect(accepted).toBeGreaterThan(0);
  expect(accepted).toBeLessThan(10);
  await setPlan({ hangs: 1 });
  const controller = new AbortController();
  const body = JSON.stringify(mail);
  const headers = { authorization: 'Bearer re_test', 'content-type': 'application/json' };
  const hanging = fetch(`${sandbox.url}/emails`, { method: 'POST', headers, body, signal: controller.signal });
  const readHangs = async () => {
    const stats = await (await sandbox.call('GET', '/sandbox/stats')).json();
    return (stats as { resend: { hangs: number } }).resend.hangs;
  };
  await expect.poll(readHangs, { timeout: 30_000 }).toBe(1);
  controller.abort();
  await expect(hanging).rejects.toThrow('aborted');
});

it('counts mails with the same reference as duplicates, across restarts', async () => {
  await using sandbox = await startTestSandbox();
  await sandbox.call('POST', '/emails', tagged);
  await sandbox.restart();
  await sandbox.call('POST', '/emails', tagged);
  await sandbox.call('POST', '/emails', mail);
  expect(await (await sandbox.call('GET', '/sandbox/stats')).json()).toMatchObject({
    resend: { accepted: 2, duplicates: 1 },
  });
});

it('rejects an invalid plan', async () => {
  await using sandbox = await startTestSandbox();
  const setPlan = async (plan: unknown) =>
    (await sandbox.call('POST', '/sandbox/faults', { provider: 'resend', plan })).status;
  expect(await setPlan({ lostAnswers: 2 })).toBe(422);
  expect(await setPlan({ lostAnswers: 0.6, serverErrors: 0.6 })).toBe(422);
  expect(await setPlan({ lostAnswer: 1 })).toBe(422);
});
