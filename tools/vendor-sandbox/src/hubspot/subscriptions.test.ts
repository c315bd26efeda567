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

it('keeps who wants no mail at all apart from each kind', async () => {
  await using sandbox = await testSandbox();
  const path = '/communication-preferences/v4/statuses/batch';
  const ask = (of: string) => told(sandbox.call('POST', `${path}${of}`, { inputs: [email, 'taro@example.jp'] }));
  expect((await ask('/unsubscribe-all/read'))[0]).toBe(400);
  const [, before] = await ask('/unsubscribe-all/read?channel=EMAIL');
  expect(before).toMatchObject({
    results: [email, 'taro@example.jp'].map((subscriberIdString) => ({
      subscriberIdString,
      wideStatuses: [{ status: 'NOT_SPECIFIED', wideStatusType: 'PORTAL_WIDE' }],
    })),
  });
  const optOut = { inputs: ['Hanako@example.jp'] };
  expect(await told(sandbox.call('POST', `${path}/unsubscribe-all?channel=EMAIL`, optOut))).toMatchObject([
    200,
    { results: [{ subscriberIdString: 'hanako@example.jp' }] },
  ]);
  const [, after] = await ask('/unsubscribe-all/read?channel=EMAIL');
  expect(after).toMatchObject({
    results: [{ wideStatuses: [{ status: 'UNSUBSCRIBED' }] }, { wideStatuses: [{ status: 'NOT_SPECIFIED' }] }],
  });
  const [, kinds] = await ask('/read?channel=EMAIL');
  expect(kinds).toMatchObject({ results: [{ statuses: [{ status: 'NOT_SPECIFIED' }] }, {}] });
});

it('tells within an answer of success whose status it does not tell or set', async () => {
  await using sandbox = await testSandbox();
  sandbox.hubspot.forget({ email });
  const change = { subscriptionId: 1001, statusState: 'UNSUBSCRIBED', channel: 'EMAIL' };
  const inputs = [email, 'taro@example.jp'].map((subscriberIdString) => ({ ...change, subscriberIdString }));
  const answer = await told(sandbox.call('POST', '/communication-preferences/v4/statuses/batch/write', { inputs }));
  const read = sandbox.call('POST', '/communication-preferences/v4/statuses/batch/read?channel=EMAIL', {
    inputs: [email, 'no address'],
  });
  expect(await told(read)).toMatchObject([207, { results: [{ subscriberIdString: email }], numErrors: 1 }]);
  expect(answer).toMatchObject([
    200,
    { results: [{ subscriberIdString: 'taro@example.jp' }], numErrors: 1, errors: [{ category: 'VALIDATION_ERROR' }] },
  ]);
});
