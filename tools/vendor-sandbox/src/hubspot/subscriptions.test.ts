import { expect, it } from 'vitest';
import { readResponse, startTestSandbox } from '../testing/test-sandbox.ts';

const email = 'hanako@example.jp';

it('keeps one status per address and subscription type', async () => {
  await using sandbox = await startTestSandbox({
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
  const readStatuses = () => readResponse(sandbox.call('GET', `${path}?channel=EMAIL`));
  expect(await readStatuses()).toMatchObject([
    200,
    { results: [{ status: 'NOT_SPECIFIED' }, { status: 'NOT_SPECIFIED' }] },
  ]);
  const change = { subscriptionId: 7, statusState: 'SUBSCRIBED', channel: 'EMAIL', legalBasis: 'CONSENT_WITH_NOTICE' };
  expect(await readResponse(sandbox.call('POST', path, change))).toMatchObject([
    200,
    { results: [{ status: 'SUBSCRIBED', setStatusSuccessReason: 'REQUESTED_CHANGE_OCCURRED' }] },
  ]);
  expect(await readResponse(sandbox.call('POST', path, change))).toMatchObject([
    200,
    { results: [{ setStatusSuccessReason: 'NO_STATUS_CHANGE' }] },
  ]);
  expect(await readStatuses()).toMatchObject([
    200,
    { results: [{ subscriptionId: 7, status: 'SUBSCRIBED' }, { subscriptionId: 8 }] },
  ]);
  expect(sandbox.hubspot.subscriptions('HANAKO@example.jp')).toMatchObject([{ legalBasis: 'CONSENT_WITH_NOTICE' }]);
  expect((await sandbox.call('POST', path, { ...change, subscriptionId: 9 })).status).toBe(400);
  expect((await sandbox.call('GET', path)).status).toBe(400);
});

it('keeps opting out of all mail apart from the status of each type', async () => {
  await using sandbox = await startTestSandbox();
  const path = '/communication-preferences/v4/statuses/batch';
  const post = (suffix: string) =>
    readResponse(sandbox.call('POST', `${path}${suffix}`, { inputs: [email, 'taro@example.jp'] }));
  expect((await post('/unsubscribe-all/read'))[0]).toBe(400);
  const [, before] = await post('/unsubscribe-all/read?channel=EMAIL');
  expect(before).toMatchObject({
    results: [email, 'taro@example.jp'].map((subscriberIdString) => ({
      subscriberIdString,
      wideStatuses: [{ status: 'NOT_SPECIFIED', wideStatusType: 'PORTAL_WIDE' }],
    })),
  });
  const optOut = { inputs: ['Hanako@example.jp'] };
  expect(await readResponse(sandbox.call('POST', `${path}/unsubscribe-all?channel=EMAIL`, optOut))).toMatchObject([
    200,
    { results: [{ subscriberIdString: 'hanako@example.jp' }] },
  ]);
  const [, after] = await post('/unsubscribe-all/read?channel=EMAIL');
  expect(after).toMatchObject({
    results: [{ wideStatuses: [{ status: 'UNSUBSCRIBED' }] }, { wideStatuses: [{ status: 'NOT_SPECIFIED' }] }],
  });
  const [, byType] = await post('/read?channel=EMAIL');
  expect(byType).toMatchObject({ results: [{ statuses: [{ status: 'NOT_SPECIFIED' }] }, {}] });
});

it('lists the failed inputs of a batch inside a successful response', async () => {
  await using sandbox = await startTestSandbox();
  sandbox.hubspot.forget({ email });
  const change = { subscriptionId: 1001, statusState: 'UNSUBSCRIBED', channel: 'EMAIL' };
  const inputs = [email, 'taro@example.jp'].map((subscriberIdString) => ({ ...change, subscriberIdString }));
  const path = '/communication-preferences/v4/statuses/batch';
  const written = await readResponse(sandbox.call('POST', `${path}/write`, { inputs }));
  const readInputs = { inputs: [email, 'no address'] };
  const read = await readResponse(sandbox.call('POST', `${path}/read?channel=EMAIL`, readInputs));
  expect(read).toMatchObject([207, { results: [{ subscriberIdString: email }], numErrors: 1 }]);
  expect(written).toMatchObject([
    200,
    { results: [{ subscriberIdString: 'taro@example.jp' }], numErrors: 1, errors: [{ category: 'VALIDATION_ERROR' }] },
  ]);
});
