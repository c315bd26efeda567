import type { ConnectionView, HookDeliveryView } from '@goen/contracts/public';
import { generateCandidates, type SignedHook, standardHook, toStandardMessage } from '@goen/vendor-sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GatewayFixture, someday, startGatewayFixture } from '../../testing/gateway-fixture.ts';

let gateway: GatewayFixture;
beforeAll(async () => {
  gateway = await startGatewayFixture();
});
afterAll(() => gateway.close());

const secret = 'a-long-secret-of-zoho';
const whsec = `whsec_${Buffer.alloc(32, 5).toString('base64')}`;
const connect = async (body: unknown) => (await (await gateway.post('/v1/connections', body)).json()) as ConnectionView;
const connectZoho = () => connect({ kind: 'zoho_recruit', name: 'Zoho', secrets: { secret } });
const connectStandard = () => connect({ kind: 'standard_webhooks', name: 'own', secrets: { signing_secret: whsec } });
const send = async ({ hook_url: url }: ConnectionView, { headers, body }: Pick<SignedHook, 'headers' | 'body'>) =>
  (await gateway.app.request(url ?? '', { method: 'POST', headers: { ...headers }, body })).status;
const listDeliveries = async ({ id }: ConnectionView) => {
  const answer = await gateway.request(`/v1/connections/${id}/deliveries`);
  return ((await answer.json()) as { items: HookDeliveryView[] }).items;
};
const getConnection = async ({ id }: ConnectionView) =>
  (await (await gateway.request(`/v1/connections/${id}`)).json()) as ConnectionView;

const nested = {
  secret,
  event: 'rejected',
  application_status: 'Rejected',
  rejected_on: '2026-11-24',
  job_title: '営業',
  stage: 'Interview',
  application_id: '554023000000500101',
  candidate_id: { id: '554023000000600101', name: '入れ子 一' },
  last_name: '入れ子',
  email: 'nested@example.com',
  skill_set: ['Java', 'SQL'],
};
const json = (value: unknown, type = 'application/json') => ({
  headers: { 'content-type': type },
  body: JSON.stringify(value),
});

describe('a webhook of Zoho', () => {
  it.each([
    ['with nested values', 'application/json', {}],
    ['as JSON under a form type', 'application/x-www-form-urlencoded', { application_id: '554023000000500102' }],
  ])('%s opens a case', async (_name, type, change) => {
    const connection = await connectZoho();
    expect(await send(connection, json({ ...nested, ...change }, type))).toBe(200);
    expect(await listDeliveries(connection)).toMatchObject([{ state: 'taken', results: [{ kind: 'rejection' }] }]);
    expect(await getConnection(connection)).toMatchObject({ last_error: null, counts: { accepted: 1 } });
    const [stored] = await gateway.rows<{ data: object }>(
      'select to_jsonb(r) data from rejection r where source_key = ?',
      [`connection:${connection.id}`],
    );
    expect(JSON.stringify(stored)).not.toContain(secret);
  });

  it.each([
    ['cut JSON', { headers: { 'content-type': 'application/json' }, body: `{"secret":"${secret}","email":"cut@exa` }],
    [
      'multipart without its boundary',
      {
        headers: { 'content-type': 'multipart/form-data' },
        body: `--x\r\ncontent-disposition: form-data; name="secret"\r\n\r\n${secret}\r\n--x--\r\n`,
      },
    ],
    ['a nested value without text', json({ ...nested, application_id: { key: 1 } })],
  ])('that is not understood but authentic is kept, shown and can be replayed: %s', async (_name, hook) => {
    const connection = await connectZoho();
    expect(await send(connection, hook)).toBe(200);
    expect(await listDeliveries(connection)).toMatchObject([
      {
        state: 'refused',
        replayable: true,
        results: [{ kind: 'refused', errors: [{ code: expect.any(String) as string }] }],
      },
    ]);
    const { last_error: lastError } = await getConnection(connection);
    expect(lastError).toMatchObject({ code: 'refused', detail: expect.stringContaining('unreadable') as string });
    const replay = await gateway.post(`/v1/connections/${connection.id}/deliveries/replay`, {});
    expect(await replay.json()).toEqual({ replayed: 1, refused: 1, left: 0 });
  });

  it('with another secret is refused and not kept, however it is written', async () => {
    const connection = await connectZoho();
    const wrong = { ...nested, secret: 'another-secret-of-zoho' };
    expect(await send(connection, json(wrong))).toBe(401);
    expect(await send(connection, { headers: {}, body: '{"secret":"another-secret-of-zoho",' })).toBe(401);
    expect(await listDeliveries(connection)).toEqual([]);
  });
});

describe('the last error of a connection', () => {
  const [first, second] = generateCandidates(2, 31, '2026-11-24');
  if (first === undefined || second === undefined) throw new Error('no candidates');
  const sign = (message: unknown, key = whsec) => standardHook({ url: 'http://gateway.test', secret: key }, message);

  it('says that deliveries are refused, without personal data, and stays beside a later success', async () => {
    const connection = await connectStandard();
    // The report without the documented envelope.
    for (const _ of [1, 2]) expect(await send(connection, sign(first.report))).toBe(200);
    const refused = await getConnection(connection);
    expect(refused).toMatchObject({
      last_error: { code: 'refused', detail: expect.stringContaining('unreadable_body') as string },
      last_ok_at: null,
      counts: { refused: 2 },
    });
    const { person } = first;
    const invalid = { ...toStandardMessage(first), data: { candidate: { remote_id: person.email } } };
    expect(await send(connection, sign(invalid))).toBe(200);
    const { last_error: lastError } = await getConnection(connection);
    expect(lastError?.detail).toContain('/application');
    expect(lastError?.detail).not.toContain(person.email);
    gateway.clock.now = new Date(someday.getTime() + 60_000);
    expect(await send(connection, sign(toStandardMessage(second)))).toBe(200);
    const recovered = await getConnection(connection);
    gateway.clock.now = someday;
    expect(Date.parse(recovered.last_ok_at ?? '')).toBeGreaterThan(Date.parse(recovered.last_error_at ?? ''));
  });

  it('says that signatures are wrong, once nothing was accepted for a day', async () => {
    const connection = await connectStandard();
    const other = `whsec_${Buffer.alloc(32, 6).toString('base64')}`;
    const forged = sign(toStandardMessage(first), other);
    expect(await send(connection, forged)).toBe(401);
    expect((await getConnection(connection)).last_error).toMatchObject({ code: 'unauthorized' });
    const working = await connectStandard();
    expect(await send(working, sign(toStandardMessage(first)))).toBe(200);
    expect(await send(working, forged)).toBe(401);
    expect((await getConnection(working)).last_error).toBeNull();
    gateway.clock.now = new Date(someday.getTime() + 25 * 3_600_000);
    expect(await send(working, forged)).toBe(401);
    gateway.clock.now = someday;
    expect((await getConnection(working)).last_error).toMatchObject({ code: 'unauthorized' });
  });

  it('Standard Webhooks with the header names of Svix are accepted, a repeat is counted', async () => {
    const connection = await connectStandard();
    const hook = standardHook({ url: '', secret: whsec, as: 'svix' }, toStandardMessage(first));
    for (const _ of [1, 2]) expect(await send(connection, hook)).toBe(200);
    expect(await listDeliveries(connection)).toMatchObject([{ state: 'taken', deliveries: 2 }]);
  });
});
