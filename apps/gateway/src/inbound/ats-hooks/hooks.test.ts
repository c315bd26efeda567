import { randomUUID } from 'node:crypto';
import { HookDelivery, withCompany } from '@goen/case-store';
import { eraseCandidate } from '@goen/cases';
import type { ConnectionView, HookDeliveryView } from '@goen/contracts/public';
import { personHash } from '@goen/service-kit';
import { generateCandidates, greenhouseHook, type SignedHook, standardHook, zohoHook } from '@goen/vendor-sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GatewayFixture, someday, startGatewayFixture } from '../../testing/gateway-fixture.ts';
import { retryInterruptedDeliveries } from './retry-interrupted.ts';

let gateway: GatewayFixture;
beforeAll(async () => {
  gateway = await startGatewayFixture();
});
afterAll(() => gateway.close());

const secret = 'a-signing-key-of-the-tests';
const connect = async (body: unknown, key = gateway.hinode.key) =>
  (await (await gateway.post('/v1/connections', body, {}, key)).json()) as ConnectionView;
const greenhouse = (key = gateway.hinode.key) =>
  connect({ kind: 'greenhouse', name: 'GH', secrets: { signing_key: secret } }, key);
/** Without an API key: an ATS has none. */
const send = async ({ url, headers, body }: SignedHook): Promise<number> => {
  const answer = await gateway.app.request(url, { method: 'POST', headers: { ...headers }, body });
  return answer.status;
};
const makeCandidates = (seed: number, count: number) => generateCandidates(count, seed, '2026-11-24');
const makeCandidate = (seed: number) => {
  const [candidate] = makeCandidates(seed, 1);
  if (candidate === undefined) throw new Error('no candidate was generated');
  return candidate;
};
const listDeliveries = async ({ id }: ConnectionView, query = '') => {
  const answer = await gateway.request(`/v1/connections/${id}/deliveries?limit=200${query}`);
  return ((await answer.json()) as { items: HookDeliveryView[] }).items;
};
const getConnection = async ({ id }: ConnectionView) =>
  (await (await gateway.request(`/v1/connections/${id}`)).json()) as ConnectionView;
const listCases = (connection: ConnectionView) =>
  gateway.rows<{ case_id: string }>('select distinct case_id from rejection where source_key = ?', [
    `connection:${connection.id}`,
  ]);
const setState = ({ id }: ConnectionView, state: string) =>
  gateway.request(`/v1/connections/${id}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ state }),
  });
const toHookUrl = ({ hook_url: url }: ConnectionView) => url ?? '';

it('has opened the case by the time it answers a rejection; a repeat finds the same case', async () => {
  const connection = await greenhouse();
  const hook = greenhouseHook({ url: toHookUrl(connection), secret }, makeCandidate(1).greenhouse.reject);
  expect([await send(hook), await send(hook), await send(hook)]).toEqual([200, 200, 200]);
  expect(await listCases(connection)).toHaveLength(1);
  const [delivery, ...others] = await listDeliveries(connection);
  expect(others).toEqual([]);
  expect(delivery).toMatchObject({ state: 'taken', deliveries: 3, results: [{ kind: 'rejection', known: false }] });
  expect((await getConnection(connection)).counts).toMatchObject({ received: 1, accepted: 1, known: 0, refused: 0 });
});

it('opens one case for concurrent and repeated deliveries of one rejection', async () => {
  const connection = await greenhouse();
  const to = { url: toHookUrl(connection), secret };
  const { reject } = makeCandidate(2).greenhouse;
  const same = greenhouseHook(to, reject);
  const answers = await Promise.all([same, same, greenhouseHook(to, reject), greenhouseHook(to, reject)].map(send));
  expect(answers).toEqual([200, 200, 200, 200]);
  expect(await listCases(connection)).toHaveLength(1);
  const rejections = await gateway.rows('select 1 from rejection where source_key = ?', [
    `connection:${connection.id}`,
  ]);
  expect(rejections).toHaveLength(1);
});

it.each([['in order'], ['in reverse order']])(
  'a rejection and its un-rejection %s have the same result',
  async (order) => {
    const connection = await greenhouse();
    const to = { url: toHookUrl(connection), secret };
    const { reject, unreject } = makeCandidate(order === 'in order' ? 3 : 4).greenhouse;
    const application = unreject.payload.application as Record<string, unknown>;
    const later = {
      ...unreject,
      payload: { application: { ...application, last_activity_at: someday.toISOString() } },
    };
    const hooks = [greenhouseHook(to, reject), greenhouseHook(to, later)];
    for (const hook of order === 'in order' ? hooks : hooks.toReversed()) expect(await send(hook)).toBe(200);
    const [opened] = await listCases(connection);
    const facts = await gateway.rows<{ kind: string }>('select kind from fact where case_id = ?', [opened?.case_id]);
    expect(facts.map(({ kind }) => kind).toSorted()).toEqual(['application.unrejected', 'rejection.reported']);
  },
);

describe('refused requests', () => {
  it('answers a bad signature with 401 and stores nothing', async () => {
    const connection = await greenhouse();
    const to = { url: toHookUrl(connection), secret: 'another-key-entirely' };
    const { url, headers, body } = greenhouseHook(to, makeCandidate(5).greenhouse.reject);
    const answer = await gateway.app.request(url, { method: 'POST', headers: { ...headers }, body });
    expect(await answer.json()).toMatchObject({ status: 401, code: 'bad_signature' });
    expect(await listDeliveries(connection)).toEqual([]);
  });

  it.each([
    ['secrets', 'greenhouse', 'secrets = null'],
    ['secrets', 'standard_webhooks', 'secrets = null'],
    ['secrets', 'zoho_recruit', 'secrets = null'],
    ['settings that fit', 'greenhouse', `settings = '{"unknown":1}'`],
  ])('answers a webhook to a connection without %s with 401, and shows why (%s)', async (_what, kind, change) => {
    const secrets = {
      greenhouse: { signing_key: secret },
      standard_webhooks: { signing_secret: `whsec_${'A'.repeat(32)}` },
      zoho_recruit: { secret },
    }[kind];
    const connection = await connect({ kind, name: kind, secrets });
    await gateway.rows(`update connection set ${change} where id = ?`, [connection.id]);
    expect(await send(greenhouseHook({ url: toHookUrl(connection), secret }, makeCandidate(5).greenhouse.reject))).toBe(
      401,
    );
    expect((await getConnection(connection)).last_error).toMatchObject({
      code: 'unauthorized',
      detail: expect.stringContaining(`PATCH /v1/connections/${connection.id}`),
    });
    expect(await listDeliveries(connection)).toEqual([]);
  });

  it('answers 404 for an unknown connection, one without webhooks and a deleted one', async () => {
    const { reject } = makeCandidate(6).greenhouse;
    const files = await connect({ kind: 'hrmos', name: 'HRMOS' });
    const deleted = await greenhouse();
    await gateway.request(`/v1/connections/${deleted.id}`, { method: 'DELETE' });
    for (const id of [randomUUID(), files.id, deleted.id, 'nothing'])
      expect(await send(greenhouseHook({ url: `http://gateway.test/v1/hooks/${id}`, secret }, reject))).toBe(404);
  });

  it('answers a body over the limit with 413', async () => {
    const connection = await greenhouse();
    expect(await send({ url: toHookUrl(connection), headers: {}, body: 'x'.repeat(1024 * 1024 + 1) })).toBe(413);
  });

  it('another company can neither list nor replay the deliveries', async () => {
    const connection = await greenhouse();
    await send(greenhouseHook({ url: toHookUrl(connection), secret }, makeCandidate(7).greenhouse.reject));
    const [delivery] = await listDeliveries(connection);
    const path = `/v1/connections/${connection.id}/deliveries`;
    expect((await gateway.request(path, {}, gateway.aoba.key)).status).toBe(404);
    expect((await gateway.post(`${path}/replay`, {}, {}, gateway.aoba.key)).status).toBe(404);
    expect((await gateway.post(`${path}/${delivery?.id}/replay`, {}, {}, gateway.aoba.key)).status).toBe(404);
  });
});

it('answers pings, other events and invalid items with 200 and lists them', async () => {
  const connection = await greenhouse();
  const to = { url: toHookUrl(connection), secret };
  expect(await send(greenhouseHook(to, { action: 'ping', payload: {} }))).toBe(200);
  const withoutDate = {
    application: { ...(makeCandidate(8).greenhouse.reject.payload.application as object), rejected_at: null },
  };
  expect(await send(greenhouseHook(to, { action: 'reject_candidate', payload: withoutDate }))).toBe(200);
  const [ignored, refused] = (await listDeliveries(connection)).toSorted((a, b) => (a.state < b.state ? -1 : 1));
  expect(ignored).toMatchObject({ state: 'ignored', results: [{ kind: 'ignored', reason: 'ping' }] });
  expect(refused).toMatchObject({ state: 'refused', results: [{ errors: [{ pointer: '/application/rejected_at' }] }] });
  expect((await getConnection(connection)).counts).toMatchObject({ received: 2, refused: 1 });
});

it('holds deliveries of a paused connection until they are replayed', async () => {
  const connection = await greenhouse();
  await setState(connection, 'paused');
  for (const { greenhouse: hooks } of makeCandidates(9, 3)) {
    await send(greenhouseHook({ url: toHookUrl(connection), secret }, hooks.reject));
  }
  expect(await listCases(connection)).toEqual([]);
  expect((await listDeliveries(connection, '&state=held')).length).toBe(3);
  await setState(connection, 'active');
  const replay = await gateway.post(`/v1/connections/${connection.id}/deliveries/replay`, {});
  expect(await replay.json()).toEqual({ replayed: 3, refused: 0, left: 0 });
  expect(await listCases(connection)).toHaveLength(3);
  expect((await getConnection(connection)).counts).toMatchObject({ received: 3, accepted: 3 });
});

it('any gateway processes interrupted deliveries of active connections for a day', async () => {
  const [connection, paused] = [await greenhouse(), await greenhouse()];
  const interrupt = async (target: ConnectionView, seed: number) => {
    await setState(target, 'paused');
    await send(greenhouseHook({ url: toHookUrl(target), secret }, makeCandidate(seed).greenhouse.reject));
    await gateway.rows(
      `update hook_delivery set state = 'received' where connection_id = ? and state = 'held' returning id`,
      [target.id],
    );
  };
  const retryAfter = (ms: number) =>
    retryInterruptedDeliveries({ ...gateway.context, now: () => new Date(someday.getTime() + ms) });
  await interrupt(connection, 30);
  await interrupt(paused, 31);
  await setState(connection, 'active');
  expect(await retryAfter(59_000)).toBe(0);
  expect(await retryAfter(25 * 3_600_000)).toBe(0);
  expect(await retryAfter(61_000)).toBe(1);
  expect(await retryAfter(61_000)).toBe(0);
  expect(await listDeliveries(connection)).toMatchObject([
    { state: 'taken', results: [{ kind: 'rejection', known: false }] },
  ]);
  expect(await listCases(connection)).toHaveLength(1);
  expect(await listCases(paused)).toHaveLength(0);
});

it('replaying a delivery does nothing twice', async () => {
  const connection = await greenhouse();
  await send(greenhouseHook({ url: toHookUrl(connection), secret }, makeCandidate(10).greenhouse.reject));
  const [delivery] = await listDeliveries(connection);
  const again = await gateway.post(`/v1/connections/${connection.id}/deliveries/${delivery?.id}/replay`, {});
  expect(await gateway.listAudit(delivery?.id)).toEqual(['hook_delivery.replayed']);
  expect(await again.json()).toMatchObject({ state: 'taken', results: [{ kind: 'rejection', known: true }] });
  expect(await listCases(connection)).toHaveLength(1);
});

it('stores requests sealed and erases them with the data of the person', async () => {
  const connection = await greenhouse();
  const candidate = makeCandidate(11);
  await send(greenhouseHook({ url: toHookUrl(connection), secret }, candidate.greenhouse.reject));
  const rows = () =>
    gateway.rows<{ id: string; request: Buffer | null }>(
      'select id, request from hook_delivery where connection_id = ?',
      [connection.id],
    );
  const [stored] = await rows();
  expect(stored?.request?.toString('latin1')).not.toContain(candidate.person.email);
  const [opened] = await listCases(connection);
  const [{ candidate_id: candidateId } = { candidate_id: '' }] = await gateway.rows<{ candidate_id: string }>(
    'select candidate_id from follow_up_case where id = ?',
    [opened?.case_id],
  );
  await withCompany(gateway.orm, gateway.hinode.id, (em) =>
    eraseCandidate(em, candidateId, someday, gateway.context.personHashKey),
  );
  expect((await rows())[0]?.request).toBeNull();
  expect(await listDeliveries(connection)).toMatchObject([{ replayable: false }]);
  const again = await gateway.post(`/v1/connections/${connection.id}/deliveries/${stored?.id}/replay`, {});
  expect(again.status).toBe(404);
});

it.each<[string, (connection: ConnectionView, address: string) => SignedHook]>([
  [
    'JSON',
    (connection, address) => {
      const { reject } = makeCandidate(20).greenhouse;
      const application = reject.payload.application as { candidate: object };
      const candidate = { ...application.candidate, email_addresses: [{ value: address, type: 'personal' }] };
      // Refused because it has no date.
      const payload = { application: { ...application, rejected_at: null, candidate } };
      return greenhouseHook({ url: toHookUrl(connection), secret }, { action: 'reject_candidate', payload });
    },
  ],
  [
    'a form',
    (connection, address) =>
      zohoHook(
        { url: toHookUrl(connection), custom: { secret, event: 'rejected' } },
        { application_id: '1', last_name: '山田', email: address, rejected_on: 'some day' },
      ),
  ],
])('an erasure also reaches deliveries that were refused or held: %s', async (form, buildHook) => {
  const connection =
    form === 'JSON' ? await greenhouse() : await connect({ kind: 'zoho_recruit', name: 'Zoho', secrets: { secret } });
  const known = makeCandidate(form === 'JSON' ? 21 : 22);
  const other = makeCandidate(23);
  await gateway.post('/v1/rejections', known.report);
  const [address = ''] = (known.report.candidate.emails ?? []).map(({ value }) => value);
  for (const email of [address.toUpperCase(), other.person.email]) {
    expect(await send(buildHook(connection, email))).toBe(200);
  }
  await setState(connection, 'paused');
  expect(await send(buildHook(connection, `  ${address} `))).toBe(200);
  expect((await listDeliveries(connection)).map(({ state }) => state).toSorted()).toEqual([
    'held',
    'refused',
    'refused',
  ]);
  const [{ candidate_id: candidateId } = { candidate_id: '' }] = await gateway.rows<{ candidate_id: string }>(
    'select candidate_id from candidate_address where person_hash = ?',
    [personHash(address, 'a-key-of-the-tests')],
  );
  await withCompany(gateway.orm, gateway.hinode.id, (em) =>
    eraseCandidate(em, candidateId, someday, gateway.context.personHashKey),
  );
  const replayable = (await listDeliveries(connection)).filter((delivery) => delivery.replayable);
  expect(replayable).toHaveLength(1);
});

it('keeps what a paused connection holds, however old it is and whatever arrives later', async () => {
  const connection = await greenhouse();
  const to = { url: toHookUrl(connection), secret };
  const setState = (state: string) =>
    gateway.rows(`update connection set state = '${state}' where id = '${connection.id}'`);
  await setState('paused');
  await send(greenhouseHook(to, makeCandidate(12).greenhouse.reject));
  await setState('active');
  gateway.clock.now = new Date(someday.getTime() + 31 * 86_400_000);
  for (let n = 0; n < 5; n += 1) await send(greenhouseHook(to, { action: 'ping', payload: {} }));
  gateway.clock.now = someday;
  const left = await withCompany(gateway.orm, gateway.hinode.id, (em) =>
    em.find(HookDelivery, { connectionId: connection.id }),
  );
  expect(left.filter(({ state }) => state === 'held')).toHaveLength(1);
});

it('counts each request without an id as a delivery of its own: two un-rejections a day are two', async () => {
  const connection = await connect({ kind: 'zoho_recruit', name: 'Zoho', secrets: { secret } });
  const toTarget = (event: string) => ({ url: toHookUrl(connection), custom: { secret, event } });
  const fields = makeCandidate(24).zoho.webhookFields ?? {};
  const unrejection = { application_id: fields.application_id ?? '' };
  const after = (minutes: number) => new Date(someday.getTime() + minutes * 60_000);
  for (const [minutes, event] of [
    [1, 'rejected'],
    [2, 'unrejected'],
    [3, 'rejected'],
    [4, 'unrejected'],
  ] as const) {
    gateway.clock.now = after(minutes);
    const body = event === 'rejected' ? { ...fields, rejected_on: after(minutes).toISOString() } : unrejection;
    expect(await send(zohoHook(toTarget(event), body))).toBe(200);
  }
  gateway.clock.now = someday;
  const unrejections = await gateway.rows<{ at: Date }>(
    `select at from fact where kind = 'application.unrejected' and case_id in
       (select case_id from rejection where source_key = ?) order by at`,
    [`connection:${connection.id}`],
  );
  expect(unrejections.map(({ at }) => new Date(at))).toEqual([after(2), after(4)]);
  const withoutIds = await greenhouse();
  for (const { greenhouse: hooks } of makeCandidates(25, 2)) {
    expect(await send(greenhouseHook({ url: toHookUrl(withoutIds), secret }, hooks.reject, ''))).toBe(200);
  }
  const long = 'x'.repeat(300);
  for (const [candidate, id] of [
    [makeCandidate(26), `${long}1`],
    [makeCandidate(27), `${long}2`],
    [makeCandidate(27), `${long}2`],
  ] as const) {
    expect(await send(greenhouseHook({ url: toHookUrl(withoutIds), secret }, candidate.greenhouse.reject, id))).toBe(
      200,
    );
  }
  expect(await listCases(withoutIds)).toHaveLength(4);
  expect(await listDeliveries(withoutIds)).toHaveLength(4);
});

it('accepts Zoho and Standard Webhooks through the same channel', async () => {
  const zoho = await connect({ kind: 'zoho_recruit', name: 'Zoho', secrets: { secret: 'a-long-secret-of-zoho' } });
  const custom = { secret: 'a-long-secret-of-zoho', event: 'rejected' };
  const [first, second] = makeCandidates(13, 2);
  expect(await send(zohoHook({ url: toHookUrl(zoho), custom }, first?.zoho.webhookFields ?? {}))).toBe(200);
  expect(await send(zohoHook({ url: toHookUrl(zoho), custom: { event: 'rejected' } }, {}))).toBe(401);
  expect(await listCases(zoho)).toHaveLength(1);
  const whsec = `whsec_${Buffer.alloc(32, 5).toString('base64')}`;
  const own = await connect({ kind: 'standard_webhooks', name: 'own', secrets: { signing_secret: whsec } });
  const message = { type: 'application.rejected', timestamp: someday.toISOString(), data: second?.report };
  expect(await send(standardHook({ url: toHookUrl(own), secret: whsec }, message))).toBe(200);
  expect(await listCases(own)).toHaveLength(1);
});
