import { describe, expect, it } from 'vitest';
import { startTestSandbox } from '../testing/test-sandbox.ts';

const path = '/marketing/v3/transactional/single-email/send';
const send = {
  emailId: 4025,
  message: {
    to: 'taro@example.com',
    from: '"みどり" <jobs@midori.example>',
    sendId: 'm-1',
    replyTo: ['hr@midori.example'],
  },
  contactProperties: { firstname: '太郎' },
  customProperties: { subject: '選考結果のご連絡', html: '<p>髙橋様</p>', text: '髙橋様' },
};
type Status = { status: string; statusId: string; sendResult?: string };

describe('single send', () => {
  it('renders the custom properties and reports the status of the send', async () => {
    await using sandbox = await startTestSandbox();
    const answer = await sandbox.call('POST', path, send);
    const pending = (await answer.json()) as Status;
    expect([answer.status, pending]).toMatchObject([200, { status: 'PENDING', requestedAt: expect.any(String) }]);
    const status = await sandbox.call('GET', `/marketing/v3/email/send-statuses/${pending.statusId}`);
    expect(await status.json()).toMatchObject({ status: 'COMPLETE', sendResult: 'SENT', statusId: pending.statusId });
    expect(await sandbox.inbox()).toMatchObject([
      {
        provider: 'hubspot',
        to: ['taro@example.com'],
        reply_to: ['hr@midori.example'],
        subject: '選考結果のご連絡',
        text: '髙橋様',
      },
    ]);
  });

  it('sends one mail per sendId: concurrently, later and after a restart', async () => {
    await using sandbox = await startTestSandbox();
    const post = async () => (await (await sandbox.call('POST', path, send)).json()) as Status;
    const answers = await Promise.all([post(), post()]);
    expect(new Set(answers.map(({ sendResult }) => sendResult))).toEqual(new Set(['IDEMPOTENT_IGNORE', undefined]));
    await sandbox.restart();
    const repeated = await post();
    expect(repeated).toMatchObject({ status: 'COMPLETE', sendResult: 'IDEMPOTENT_IGNORE' });
    await sandbox.restart();
    const status = await sandbox.call('GET', `/marketing/v3/email/send-statuses/${repeated.statusId}`);
    expect(await status.json()).toEqual(repeated);
    expect(await sandbox.inbox()).toHaveLength(1);
  });

  it.each([
    ['INVALID_TO_ADDRESS', { message: { ...send.message, to: 'nobody' } }],
    ['INVALID_FROM_ADDRESS', { message: { ...send.message, from: 'midori' } }],
    ['MISSING_CONTENT', { customProperties: { subject: 's' } }],
  ])('%s', async (sendResult, change) => {
    await using sandbox = await startTestSandbox();
    const answer = await sandbox.call('POST', path, { ...send, ...change });
    expect([answer.status, await answer.json()]).toMatchObject([200, { status: 'COMPLETE', sendResult }]);
    expect(await sandbox.inbox()).toEqual([]);
  });

  it('sends nothing from an unverified domain or to an address that bounced', async () => {
    await using sandbox = await startTestSandbox();
    const setDomainStatus = (status: string) =>
      sandbox.call('POST', '/sandbox/domains', { provider: 'hubspot', name: 'midori.example', status });
    const post = async (sendId: string) =>
      (await sandbox.call('POST', path, { ...send, message: { ...send.message, sendId } })).json();
    await setDomainStatus('pending');
    expect(await post('1')).toMatchObject({ sendResult: 'UNCONFIGURED_SENDING_DOMAIN' });
    await setDomainStatus('verified');
    await post('2');
    const [mail] = await sandbox.inbox();
    await sandbox.call('POST', '/sandbox/webhooks', { mailId: mail?.id, type: 'bounced' });
    expect(await post('3')).toMatchObject({ sendResult: 'PREVIOUSLY_BOUNCED' });
  });

  it('rejects an invalid request and a missing token', async () => {
    await using sandbox = await startTestSandbox({ hubspot: { accessTokens: ['key'] } });
    const invalid = await sandbox.call('POST', path, { ...send, emailId: 'x' });
    expect([invalid.status, await invalid.json()]).toMatchObject([
      400,
      { category: 'VALIDATION_ERROR', errors: [{ in: 'emailId' }] },
    ]);
    const withoutToken = await fetch(`${sandbox.url}${path}`, { method: 'POST', body: '{}' });
    expect([withoutToken.status, await withoutToken.json()]).toMatchObject([
      401,
      { category: 'INVALID_AUTHENTICATION' },
    ]);
    expect((await sandbox.call('GET', '/marketing/v3/email/send-statuses/none')).status).toBe(404);
  });
});
