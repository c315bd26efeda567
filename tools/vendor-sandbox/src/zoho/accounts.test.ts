import { expect, it } from 'vitest';
import { testSandbox, told, zohoClient } from '../testing/test-sandbox.ts';

it('gives tokens that expire, and refuses others', async () => {
  let at = new Date('2026-10-01T00:00:00Z');
  await using sandbox = await testSandbox({ now: () => at, limits: { zoho: { tokenLifetimeMs: 60_000 } } });
  const [status, made] = await told(sandbox.refreshZohoToken());
  expect([status, made]).toMatchObject([200, { token_type: 'Bearer', expires_in: 60, api_domain: sandbox.url }]);
  const ask = (authorization: string) =>
    told(fetch(`${sandbox.urls.zohoRecruit}/Candidates`, { headers: { authorization } }));
  const bearer = `Zoho-oauthtoken ${(made as { access_token: string }).access_token}`;
  expect(await ask(bearer)).toEqual([204, null]);
  expect(await ask('Bearer x')).toMatchObject([401, { code: 'AUTHENTICATION_FAILURE' }]);
  at = new Date('2026-10-01T00:01:00Z');
  expect(await ask(bearer)).toMatchObject([401, { code: 'INVALID_TOKEN', status: 'error' }]);
});

it.each([200, 400] as const)('refuses the sixth refresh of a minute with %i and Access Denied', async (status) => {
  let at = new Date('2026-10-01T00:00:00Z');
  await using sandbox = await testSandbox({ now: () => at, limits: { zoho: { tooManyRefreshesStatus: status } } });
  for (let n = 0; n < 5; n += 1) expect((await sandbox.refreshZohoToken()).status).toBe(200);
  const denied = { error: 'Access Denied', status: 'failure' };
  expect(await told(sandbox.refreshZohoToken())).toMatchObject([status, denied]);
  at = new Date('2026-10-01T00:01:00Z');
  expect(await told(sandbox.refreshZohoToken())).toMatchObject([200, { token_type: 'Bearer' }]);
});

it.each([
  ['invalid_client', { ...zohoClient, client_id: 'other' }],
  ['invalid_client_secret', { ...zohoClient, client_secret: 'other' }],
  ['invalid_code', { ...zohoClient, refresh_token: 'revoked' }],
  ['unsupported_grant_type', { ...zohoClient, grant_type: 'password' }],
  ['invalid_request', { grant_type: 'refresh_token' }],
])('answers %s with a status of success', async (error, form) => {
  const client = { id: 'client', secret: 'secret', refreshToken: 'refresh' };
  await using sandbox = await testSandbox({ limits: { zoho: { client } } });
  expect(await told(sandbox.refreshZohoToken(form))).toEqual([200, { error }]);
  expect((await sandbox.refreshZohoToken()).status).toBe(200);
});
