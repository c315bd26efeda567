import { expect, it } from 'vitest';
import { startTestSandbox } from '../testing/test-sandbox.ts';

it.each([
  ['/sandbox/faults', { provider: 'resend', plan: null, mode: 'all' }],
  ['/sandbox/webhooks', { mailId: 'm', type: 'bounced', bounced: 'Transient' }],
  ['/sandbox/domains', { provider: 'resend', name: 'midori.example', status: 'verified', state: 'failed' }],
  ['/sandbox/domains', { provider: 'resend', name: 'not a domain', status: 'verified' }],
  ['/sandbox/faults', 'not JSON'],
])('POST %s rejects %j', async (path, body) => {
  await using sandbox = await startTestSandbox();
  const answer = await sandbox.call('POST', path, body);
  expect([answer.status, await answer.json()]).toMatchObject([422, { errors: [{ message: expect.any(String) }] }]);
});

it('answers 404 for events of an unknown mail', async () => {
  await using sandbox = await startTestSandbox();
  const answer = await sandbox.call('POST', '/sandbox/webhooks', { mailId: 'none', type: 'delivered' });
  expect([answer.status, await answer.json()]).toEqual([404, { error: 'Mail not found.' }]);
});

it('answers the domains of the provider with their statuses', async () => {
  await using sandbox = await startTestSandbox({ domains: ['midori.example'] });
  const answer = await sandbox.call('POST', '/sandbox/domains', {
    provider: 'resend',
    name: 'Hinode.example',
    status: 'pending',
  });
  expect([answer.status, await answer.json()]).toEqual([
    200,
    [
      { provider: 'resend', name: 'midori.example', status: 'verified', created_at: expect.any(String) },
      { provider: 'resend', name: 'hinode.example', status: 'pending', created_at: expect.any(String) },
    ],
  ]);
});
