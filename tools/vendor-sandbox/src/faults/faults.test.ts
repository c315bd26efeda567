import { expect, it } from 'vitest';
import { testSandbox, told } from '../testing/test-sandbox.ts';
import type { Vendor } from './faults.ts';

const paths: Record<Vendor, string> = {
  herp: '/hire/v1/candidacies',
  zoho: '/recruit/v2/Candidates',
  hubspot: '/communication-preferences/v4/definitions',
};

it.each(['herp', 'hubspot'] as const)('%s: the next requests go wrong, then all is well', async (vendor) => {
  await using sandbox = await testSandbox();
  const status = async () => (await sandbox.call('GET', paths[vendor])).status;
  sandbox.faults.add({ vendor, fault: 'too_many_requests', times: 2 });
  sandbox.faults.add({ vendor, fault: 'server_error' });
  sandbox.faults.add({ vendor, fault: 'expire_token' });
  expect([await status(), await status(), await status(), await status(), await status()]).toEqual([
    429, 429, 500, 401, 200,
  ]);
});

it('zoho: a token that expired stays refused; a new one is good', async () => {
  await using sandbox = await testSandbox();
  const { urls } = sandbox;
  const refreshed = async () => (await (await sandbox.refreshZohoToken()).json()) as { access_token: string };
  const ask = async (token: string) => {
    const headers = { authorization: `Zoho-oauthtoken ${token}` };
    return (await fetch(`${urls.zohoRecruit}/Candidates`, { headers })).status;
  };
  const { access_token: first } = await refreshed();
  sandbox.faults.add({ vendor: 'zoho', fault: 'expire_token', path: '/Candidates' });
  expect([await ask(first), await ask(first)]).toEqual([401, 401]);
  expect(await ask((await refreshed()).access_token)).toBe(204);
});

it('loses an answer after the work was done', async () => {
  await using sandbox = await testSandbox();
  const { id } = sandbox.herp.addCandidacy({ name: '髙橋 花子' });
  const comments = `/hire/v1/candidacies/${id}/timeline-comments`;
  sandbox.faults.add({ vendor: 'herp', fault: 'lost_answer', method: 'POST', path: 'timeline-comments' });
  await expect(sandbox.call('POST', comments, { body: '連絡済み' })).rejects.toThrow('fetch failed');
  expect(sandbox.herp.comments(id)).toHaveLength(1);
  expect(await told(sandbox.call('GET', comments))).toMatchObject([200, { timelineComments: [{ body: '連絡済み' }] }]);
});

it('hangs after the work was done until the caller gives up, and closes all the same', async () => {
  const sandbox = await testSandbox();
  const { id } = sandbox.herp.addCandidacy({ name: '髙橋 花子' });
  const post = (signal: AbortSignal) =>
    fetch(`${sandbox.urls.herp}/candidacies/${id}/timeline-comments`, {
      method: 'POST',
      headers: { authorization: 'Bearer key' },
      body: JSON.stringify({ body: '連絡済み' }),
      signal,
    });
  sandbox.faults.add({ vendor: 'herp', fault: 'hang', times: 2 });
  const outcomeOf = (signal: AbortSignal) =>
    post(signal).then(
      () => 'answered',
      (error: Error) => error.message,
    );
  const caller = new AbortController();
  const first = outcomeOf(caller.signal);
  await expect.poll(() => sandbox.herp.comments(id).length, { timeout: 30_000 }).toBe(1);
  caller.abort(new Error('given up'));
  expect(await first).toBe('given up');
  const outcome = outcomeOf(AbortSignal.timeout(60_000));
  await expect.poll(() => sandbox.herp.comments(id).length, { timeout: 30_000 }).toBe(2);
  await sandbox.close();
  expect(await outcome).toBe('fetch failed');
});

it('hits the share that was ordered, the same requests for the same seed, until it is cleared', async () => {
  const run = async (seed: number) => {
    await using sandbox = await testSandbox({ seed, limits: { herp: { requestsPerMinute: null } } });
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

it('serves orders in turn, each to the requests it is meant for', async () => {
  await using sandbox = await testSandbox();
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

it('is ordered over HTTP too', async () => {
  await using sandbox = await testSandbox();
  const order = { vendor: 'herp', fault: 'server_error' };
  expect(await told(sandbox.call('POST', '/sandbox/faults', order))).toEqual([200, [{ ...order, times: 1, share: 1 }]]);
  expect((await sandbox.call('POST', '/sandbox/faults', { ...order, fault: 'rain' })).status).toBe(422);
  expect((await sandbox.call('GET', paths.herp)).status).toBe(500);
  await sandbox.call('POST', '/sandbox/faults', order);
  expect(await told(sandbox.call('DELETE', '/sandbox/faults?vendor=herp'))).toEqual([200, []]);
  expect((await sandbox.call('GET', paths.herp)).status).toBe(200);
});
