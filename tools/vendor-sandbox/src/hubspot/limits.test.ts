import { expect, it } from 'vitest';
import { readResponse, startTestSandbox } from '../testing/test-sandbox.ts';

const email = 'hanako@example.jp';

it('searches do not find new objects until the configured lag has passed', async () => {
  let now = new Date('2026-10-01T00:00:00Z');
  await using sandbox = await startTestSandbox({
    now: () => now,
    limits: { hubspot: { searchLagMs: 5000, searchesPerSecond: null } },
  });
  sandbox.hubspot.add('contacts', { email });
  const searchContacts = async () =>
    (await readResponse(sandbox.call('POST', '/crm/v3/objects/contacts/search', {})))[1];
  expect(await searchContacts()).toMatchObject({ total: 0 });
  expect((await sandbox.call('GET', `/crm/v3/objects/contacts/${email}?idProperty=email`)).status).toBe(200);
  now = new Date('2026-10-01T00:00:05Z');
  expect(await searchContacts()).toMatchObject({ total: 1 });
});

it('reports the remaining requests, and names the exceeded limit', async () => {
  let now = new Date('2026-10-01T00:00:00Z');
  const hubspot = { requestsPerTenSeconds: 2, requestsPerDay: 4, searchesPerSecond: 1 };
  await using sandbox = await startTestSandbox({ now: () => now, limits: { hubspot } });
  const definitions = () => sandbox.call('GET', '/communication-preferences/v4/definitions');
  const { headers } = await definitions();
  expect([...headers].filter(([name]) => name.startsWith('x-hubspot'))).toEqual([
    ['x-hubspot-ratelimit-daily', '4'],
    ['x-hubspot-ratelimit-daily-remaining', '3'],
    ['x-hubspot-ratelimit-interval-milliseconds', '10000'],
    ['x-hubspot-ratelimit-max', '2'],
    ['x-hubspot-ratelimit-remaining', '1'],
  ]);
  await definitions();
  expect(await readResponse(definitions())).toMatchObject([
    429,
    { policyName: 'TEN_SECONDLY_ROLLING', errorType: 'RATE_LIMIT' },
  ]);
  now = new Date('2026-10-01T00:00:10Z');
  expect((await definitions()).status).toBe(200);
  expect(await readResponse(definitions())).toMatchObject([429, { policyName: 'DAILY' }]);
  const search = () => sandbox.call('POST', '/crm/v3/objects/notes/search', {});
  const { status, headers: searchHeaders } = await search();
  expect([status, searchHeaders.get('x-hubspot-ratelimit-remaining')]).toEqual([200, null]);
  expect(await readResponse(search())).toMatchObject([
    429,
    { policyName: 'SECONDLY', message: 'You have reached your secondly limit.' },
  ]);
  now = new Date('2026-10-01T15:00:00Z');
  expect((await definitions()).status).toBe(200);
});

it('refuses an unknown access token', async () => {
  await using sandbox = await startTestSandbox({ limits: { hubspot: { accessTokens: ['good'] } } });
  expect(await readResponse(sandbox.call('GET', '/crm/v3/objects/contacts/1'))).toMatchObject([
    401,
    { category: 'INVALID_AUTHENTICATION' },
  ]);
  const good = { headers: { authorization: 'Bearer good' } };
  expect((await fetch(`${sandbox.url}/crm/v3/objects/contacts/1`, good)).status).toBe(404);
});
