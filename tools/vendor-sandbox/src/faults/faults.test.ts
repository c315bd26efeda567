import { expect, it } from 'vitest';
import { readResponse, startTestSandbox } from '../testing/test-sandbox.ts';
import type { VendorName } from './faults.ts';

const paths: Record<VendorName, string> = {
  herp: '/hire/v1/candidacies',
  zoho: '/recruit/v2/Candidates',
  hubspot: '/communication-preferences/v4/definitions',
};

it.each(['herp', 'hubspot'] as const)('%s: fails as many requests as each rule says, then recovers', async (vendor) => {
  await using sandbox = await startTestSandbox();
  const status = async () => (await sandbox.call('GET', paths[vendor])).status;
  sandbox.faults.add({ vendor, fault: 'too_many_requests', times: 2 });
  sandbox.faults.add({ vendor, fault: 'server_error' });
  sandbox.faults.add({ vendor, fault: 'expire_token' });
  expect([await status(), await status(), await status(), await status(), await status()]).toEqual([
    429, 429, 500, 401, 200,
  ]);
});

it('zoho: an expired token stays refused, and a new token works', async () => {
  await using sandbox = await startTestSandbox();
  const { urls } = sandbox;
  const refresh = async () => (await (await sandbox.refreshZohoToken()).json()) as { access_token: string };
  const listCandidates = async (token: string) => {
    const headers = { authorization: `Zoho-oauthtoken ${token}` };
    return (await fetch(`${urls.zohoRecruit}/Candidates`, { headers })).status;
  };
  const { access_token: expired } = await refresh();
  sandbox.faults.add({ vendor: 'zoho', fault: 'expire_token', path: '/Candidates' });
  expect([await listCandidates(expired), await listCandidates(expired)]).toEqual([401, 401]);
  expect(await listCandidates((await refresh()).access_token)).toBe(204);
});

it('loses a response after the request was carried out', async () => {
  await using sandbox = await startTestSandbox();
  const { id } = sandbox.herp.addCandidacy({ name: '髙橋 花子' });
  const comments = `/hire/v1/candidacies/${id}/timeline-comments`;
  sandbox.faults.add({ vendor: 'herp', fault: 'lost_answer', method: 'POST', path: 'timeline-comments' });
  await expect(sandbox.call('POST', comments, { body: '連絡済み' })).rejects.toThrow('fetch failed');
  expect(sandbox.herp.comments(id)).toHaveLength(1);
  expect(await readResponse(sandbox.call('GET', comments))).toMatchObject([
    200,
    { timelineComments: [{ body: '連絡済み' }] },
  ]);
});

it('hangs after the request was carried out until the caller gives up, and does not block close()', async () => {
  const sandbox = await startTestSandbox();
  const { id } = sandbox.herp.addCandidacy({ name: '髙橋 花子' });
  const post = (signal: AbortSignal) =>
    fetch(`${sandbox.urls.herp}/candidacies/${id}/timeline-comments`, {
      method: 'POST',
      headers: { authorization: 'Bearer key' },
      body: JSON.stringify({ body: '連絡済み' }),
      signal,
    });
  sandbox.faults.add({ vendor: 'herp', fault: 'hang', times: 2 });
  const postOutcome = (signal: AbortSignal) =>
    post(signal).then(
      () => 'answered',
      (error: Error) => error.message,
    );
  const caller = new AbortController();
  const abandoned = postOutcome(caller.signal);
  await expect.poll(() => sandbox.herp.comments(id).length, { timeout: 30_000 }).toBe(1);
  caller.abort(new Error('given up'));
  expect(await abandoned).toBe('given up');
  const interrupted = postOutcome(AbortSignal.timeout(60_000));
  await expect.poll(() => sandbox.herp.comments(id).length, { timeout: 30_000 }).toBe(2);
  await sandbox.close();
  expect(await interrupted).toBe('fetch failed');
});

it('fails the given share of requests, the same ones for the same seed, until cleared', async () => {
  const run = async (seed: number) => {
    await using sandbox = await startTestSandbox({ seed, limits: { herp: { requestsPerMinute: null } } });
    sandbox.faults.add({ vendor: 'herp', fault: 'server_error', share: 0.3, times: null });
    const statuses: number[] = [];
    for (let n = 0; n < 60; n += 1) statuses.push((await sandbox.call('GET', paths.herp)).status);
    sandbox.faults.clear('herp');
    expect((await sandbox.call('GET', paths.herp)).status).toBe(200);
    return statuses.join(' ');
  };
  const first = await run(7);
  expect(first).toContain('500');
  expect(first).toContain('200');
  expect(await run(7)).toBe(first);
  expect(await run(8)).not.toBe(first);
});

it('applies rules in order, each to the requests that match it', async () => {
  await using sandbox = await startTestSandbox();
  sandbox.faults.add({ vendor: 'hubspot', fault: 'server_error' });
  sandbox.faults.add({ vendor: 'herp', fault: 'server_error', path: '/requisitions' });
  sandbox.faults.add({ vendor: 'herp', fault: 'too_many_requests', method: 'POST' });
  sandbox.faults.add({ vendor: 'herp', fault: 'server_error', share: 1e-9, times: null });
  sandbox.faults.add({ vendor: 'herp', fault: 'expire_token', path: '/candidacies' });
  const status = async (method: string, path: string) => (await sandbox.call(method, `/hire/v1${path}`)).status;
  expect(await status('GET', '/candidacies')).toBe(401);
  expect(await status('GET', '/candidacies')).toBe(200);
  expect(await status('POST', '/candidacies')).toBe(429);
  expect(await status('GET', '/requisitions')).toBe(500);
  expect(sandbox.faults.pending()).toMatchObject([{ vendor: 'hubspot' }, { share: 1e-9 }]);
});

it('can be set over HTTP too', async () => {
  await using sandbox = await startTestSandbox();
  const rule = { vendor: 'herp', fault: 'server_error' };
  expect(await readResponse(sandbox.call('POST', '/sandbox/faults', rule))).toEqual([
    200,
    [{ ...rule, times: 1, share: 1 }],
  ]);
  expect((await sandbox.call('POST', '/sandbox/faults', { ...rule, fault: 'rain' })).status).toBe(422);
  expect((await sandbox.call('GET', paths.herp)).status).toBe(500);
  await sandbox.call('POST', '/sandbox/faults', rule);
  expect(await readResponse(sandbox.call('DELETE', '/sandbox/faults?vendor=herp'))).toEqual([200, []]);
  expect((await sandbox.call('GET', paths.herp)).status).toBe(200);
});
