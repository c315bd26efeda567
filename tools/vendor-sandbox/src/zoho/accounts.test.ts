import { expect, it } from 'vitest';
import { readResponse, startTestSandbox, zohoClient } from '../testing/test-sandbox.ts';

it('issues tokens that expire, and refuses others', async () => {
  let now = new Date('2026-10-01T00:00:00Z');
  await using sandbox = await startTestSandbox({ now: () => now, limits: { zoho: { tokenLifetimeMs: 60_000 } } });
  const [status, issued] = await readResponse(sandbox.refreshZohoToken());
  expect([status, issued]).toMatchObject([200, { token_type: 'Bearer', expires_in: 60, api_domain: sandbox.url }]);
  const listCandidates = (authorization: string) =>
    readResponse(fetch(`${sandbox.urls.zohoRecruit}/Candidates`, { headers: { authorization } }));
  const bearer = `Zoho-oauthtoken ${(issued as { access_token: string }).access_token}`;
  expect(await listCandidates(bearer)).toEqual([204, null]);
  expect(await listCandidates('Bearer x')).toMatchObject([401, { code: 'AUTHENTICATION_FAILURE' }]);
  now = new Date('2026-10-01T00:01:00Z');
  expect(await listCandidates(bearer)).toMatchObject([401, { code: 'INVALID_TOKEN', status: 'error' }]);
});

it.each([200, 400] as const)('refuses the sixth refresh in a minute with %i and Access Denied', async (status) => {
  let now = new Date('2026-10-01T00:00:00Z');
  await using sandbox = await startTestSandbox({
    now: () => now,
    limits: { zoho: { tooManyRefreshesStatus: status } },
  });
  for (let n = 0; n < 5; n += 1) expect((await sandbox.refreshZohoToken()).status).toBe(200);
  const denied = { error: 'Access Denied', status: 'failure' };
  expect(await readResponse(sandbox.refreshZohoToken())).toMatchObject([status, denied]);
  now = new Date('2026-10-01T00:01:00Z');
  expect(await readResponse(sandbox.refreshZohoToken())).toMatchObject([200, { token_type: 'Bearer' }]);
});

it.each([
  ['invalid_client', { ...zohoClient, client_id: 'other' }],
  ['invalid_client_secret', { ...zohoClient, client_secret: 'other' }],
  ['invalid_code', { ...zohoClient, refresh_token: 'revoked' }],
  ['unsupported_grant_type', { ...zohoClient, grant_type: 'password' }],
  ['invalid_request', { grant_type: 'refresh_token' }],
])('answers %s with status 200', async (error, form) => {
  const client = { id: 'client', secret: 'secret', refreshToken: 'refresh' };
  await using sandbox = await startTestSandbox({ limits: { zoho: { client } } });
  expect(await readResponse(sandbox.refreshZohoToken(form))).toEqual([200, { error }]);
  expect((await sandbox.refreshZohoToken()).status).toBe(200);
});
