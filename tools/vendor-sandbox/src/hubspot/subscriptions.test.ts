import { expect, it } from 'vitest';
import { testSandbox, told } from '../testing/test-sandbox.ts';

const email = 'hanako@example.jp';

it('keeps the consent of an address to each kind of mail', async () => {
  await using sandbox = await testSandbox({
    limits: {
      hubspot: {
        subscriptionTypes: [
          { id: 7, name: '採用' },
          { id: 8, name: '広報' },
        ],
      },
    },
  });
  const path = `/communication-preferences/v4/statuses/${email}`;
  const read = () => told(sandbox.call('GET', `${path}?channel=EMAIL`));
  expect(await read()).toMatchObject([200, { results: [{ status: 'NOT_SPECIFIED' }, { status: 'NOT_SPECIFIED' }] }]);
  const change = { subscriptionId: 7, statusState: 'SUBSCRIBED', channel: 'EMAIL', legalBasis: 'CONSENT_WITH_NOTICE' };
  const told7 = await told(sandbox.call('POST', path, change));
  expect(told7).toMatchObject([
    200,
    { results: [{ status: 'SUBSCRIBED', setStatusSuccessReason: 'REQUESTED_CHANGE_OCCURRED' }] },
  ]);
  expect(await told(sandbox.call('POST', path, change))).toMatchObject([
    200,
    { results: [{ setStatusSuccessReason: 'NO_STATUS_CHANGE' }] },
  ]);
  expect(await read()).toMatchObject([
    200,
    { results: [{ subscriptionId: 7, status: 'SUBSCRIBED' }, { subscriptionId: 8 }] },
  ]);
  expect(sandbox.hubspot.subscriptions('HANAKO@example.jp')).toMatchObject([{ legalBasis: 'CONSENT_WITH_NOTICE' }]);
  expect((await sandbox.call('POST', path, { ...change, subscriptionId: 9 })).status).toBe(400);
  expect((await sandbox.call('GET', path)).status).toBe(400);
});
