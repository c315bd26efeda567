import { randomUUID } from 'node:crypto';
import { HookDelivery, withCompany } from '@goen/case-store';
import { eraseCandidate } from '@goen/cases';
import type { ConnectionView, HookDeliveryView } from '@goen/contracts/public';
import { personHash } from '@goen/service-kit';
import { generateCandidates, greenhouseHook, type SignedHook, standardHook, zohoHook } from '@goen/vendor-sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, someday, startBench } from '../../testing/gateway-fixture.ts';
import { settleLeft } from './settle-left.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());

const secret = 'a-signing-key-of-the-tests';
const connect = async (body: unknown, key = bench.hinode.key) =>
  (await (await bench.post('/v1/connections', body, {}, key)).json()) as ConnectionView;
const greenhouse = (key = bench.hinode.key) =>
  connect({ kind: 'greenhouse', name: 'GH', secrets: { signing_key: secret } }, key);
/** Without an API key: a system has none. */
const send = async ({ url, headers, body }: SignedHook): Promise<number> => {
  const answer = await bench.app.request(url, { method: 'POST', headers: { ...headers }, body });
  return answer.status;
};
const made = (seed: number, count = 1) => generateCandidates(count, seed, '2026-11-24');
const only = (seed: number) => {
  const [one] = made(seed);
  if (one === undefined) throw new Error('nobody was made up');
  return one;
};
const deliveries = async ({ id }: ConnectionView, query = '') => {
  const answer = await bench.request(`/v1/connections/${id}/deliveries?limit=200${query}`);
  return ((await answer.json()) as { items: HookDeliveryView[] }).items;
};
const see = async ({ id }: ConnectionView) =>
  (await (await bench.request(`/v1/connections/${id}`)).json()) as ConnectionView;
const cases = (connection: ConnectionView) =>
  bench.rows<{ case_id: string }>('select distinct case_id from rejection where source_key = ?', [
    `connection:${connection.id}`,
  ]);
const setState = ({ id }: ConnectionView, state: string) =>
  bench.request(`/v1/connections/${id}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ state }),
  });
const hookUrl = ({ hook_url: url }: ConnectionView) => url ?? '';

it('a rejection by webhook is a case once it is answered; again, it is the same one', async () => {
  const connection = await greenhouse();
  const hook = greenhouseHook({ url: hookUrl(connection), secret }, only(1).greenhouse.reject);
  expect([await send(hook), await send(hook), await send(hook)]).toEqual([200, 200, 200]);
  expect(await cases(connection)).toHaveLength(1);
  const [delivery, ...others] = await deliveries(connection);
  expect(others).toEqual([]);
  expect(delivery).toMatchObject({ state: 'taken', deliveries: 3, told: [{ kind: 'rejection', known: false }] });
  expect((await see(connection)).counts).toMatchObject({ received: 1, accepted: 1, known: 0, refused: 0 });
});

it('two at once, and another delivery of the same thing: one case, one rejection', async () => {
  const connection = await greenhouse();
  const to = { url: hookUrl(connection), secret };
  const { reject } = only(2).greenhouse;
  const same = greenhouseHook(to, reject);
  const answers = await Promise.all([same, same, greenhouseHook(to, reject), greenhouseHook(to, reject)].map(send));
  expect(answers).toEqual([200, 200, 200, 200]);
  expect(await cases(connection)).toHaveLength(1);
  const rejections = await bench.rows('select 1 from rejection where source_key = ?', [`connection:${connection.id}`]);
  expect(rejections).toHaveLength(1);
});

it.each([['in order'], ['the other way round']])(
  'a rejection and its un-rejection, %s, come to the same',
  async (way) => {
    const connection = await greenhouse();
    const to = { url: hookUrl(connection), secret };
    const { reject, unreject } = only(way === 'in order' ? 3 : 4).greenhouse;
    const application = unreject.payload.application as Record<string, unknown>;
    const later = {
      ...unreject,
      payload: { application: { ...application, last_activity_at: someday.toISOString() } },
    };
    const hooks = [greenhouseHook(to, reject), greenhouseHook(to, later)];
    for (const hook of way === 'in order' ? hooks : hooks.toReversed()) expect(await send(hook)).toBe(200);
    const [found] = await cases(connection);
    const facts = await bench.rows<{ kind: string }>('select kind from fact where case_id = ?', [found?.case_id]);
    expect(facts.map(({ kind }) => kind).toSorted()).toEqual(['application.unrejected', 'rejection.reported']);
  },
);

describe('who is not let in', () => {
  it('a bad signature is 401, and nothing is kept of it', async () => {
    const connection = await greenhouse();
    const to = { url: hookUrl(connection), secret: 'another-key-entirely' };
    expect(await send(greenhouseHook(to, only(5).greenhouse.reject))).toBe(401);
    expect(await deliveries(connection)).toEqual([]);
  });

  it('no such connection, one that is called by nobody, a deleted one: 404', async () => {
    const { reject } = only(6).greenhouse;
    const files = await connect({ kind: 'hrmos', name: 'HRMOS' });
    const gone = await greenhouse();
    await bench.request(`/v1/connections/${gone.id}`, { method: 'DELETE' });
    for (const id of [randomUUID(), files.id, gone.id, 'nothing'])
      expect(await send(greenhouseHook({ url: `http://gateway.test/v1/hooks/${id}`, secret }, reject))).toBe(404);
  });

  it('a body over the limit is 413', async () => {
    const connection = await greenhouse();
    expect(await send({ url: hookUrl(connection), headers: {}, body: 'x'.repeat(1024 * 1024 + 1) })).toBe(413);
  });

  it("another company sees nothing of a connection's journal, and replays nothing", async () => {
    const connection = await greenhouse();
    await send(greenhouseHook({ url: hookUrl(connection), secret }, only(7).greenhouse.reject));
    const [delivery] = await deliveries(connection);
    const path = `/v1/connections/${connection.id}/deliveries`;
    expect((await bench.request(path, {}, bench.aoba.key)).status).toBe(404);
    expect((await bench.post(`${path}/replay`, {}, {}, bench.aoba.key)).status).toBe(404);
    expect((await bench.post(`${path}/${delivery?.id}/replay`, {}, {}, bench.aoba.key)).status).toBe(404);
  });
});

it('pings, other events and broken bodies are answered with 200 and seen in the journal', async () => {
  const connection = await greenhouse();
  const to = { url: hookUrl(connection), secret };
  expect(await send(greenhouseHook(to, { action: 'ping', payload: {} }))).toBe(200);
  const withoutDate = {
    application: { ...(only(8).greenhouse.reject.payload.application as object), rejected_at: null },
  };
  expect(await send(greenhouseHook(to, { action: 'reject_candidate', payload: withoutDate }))).toBe(200);
  const [ignored, refused] = (await deliveries(connection)).toSorted((a, b) => (a.state < b.state ? -1 : 1));
  expect(ignored).toMatchObject({ state: 'ignored', told: [{ kind: 'ignored', reason: 'ping' }] });
  expect(refused).toMatchObject({ state: 'refused', told: [{ errors: [{ pointer: '/application/rejected_at' }] }] });
  expect((await see(connection)).counts).toMatchObject({ received: 2, refused: 1 });
});

it('while it is paused a delivery is kept, and done when it is replayed', async () => {
  const connection = await greenhouse();
  await setState(connection, 'paused');
  for (const one of made(9, 3)) await send(greenhouseHook({ url: hookUrl(connection), secret }, one.greenhouse.reject));
  expect(await cases(connection)).toEqual([]);
  expect((await deliveries(connection, '&state=held')).length).toBe(3);
  await setState(connection, 'active');
  const replay = await bench.post(`/v1/connections/${connection.id}/deliveries/replay`, {});
  expect(await replay.json()).toEqual({ replayed: 3, refused: 0, left: 0 });
  expect(await cases(connection)).toHaveLength(3);
  expect((await see(connection)).counts).toMatchObject({ received: 3, accepted: 3 });
});

it('what a gateway left when it died is done by whoever runs, of active connections, for a day', async () => {
  const [connection, paused] = [await greenhouse(), await greenhouse()];
  const leave = async (which: ConnectionView, seed: number) => {
    await setState(which, 'paused');
    await send(greenhouseHook({ url: hookUrl(which), secret }, only(seed).greenhouse.reject));
    await bench.rows(
      `update hook_delivery set state = 'received' where connection_id = ? and state = 'held' returning id`,
      [which.id],
    );
  };
  const settleAt = (ms: number) => settleLeft({ ...bench.context, now: () => new Date(someday.getTime() + ms) });
  await leave(connection, 30);
  await leave(paused, 31);
  await setState(connection, 'active');
  expect(await settleAt(59_000)).toBe(0);
  expect(await settleAt(25 * 3_600_000)).toBe(0);
  expect(await settleAt(61_000)).toBe(1);
  expect(await settleAt(61_000)).toBe(0);
  expect(await deliveries(connection)).toMatchObject([{ state: 'taken', told: [{ kind: 'rejection', known: false }] }]);
  expect(await cases(connection)).toHaveLength(1);
  expect(await cases(paused)).toHaveLength(0);
});

it('a delivery that is done again does nothing twice', async () => {
  const connection = await greenhouse();
  await send(greenhouseHook({ url: hookUrl(connection), secret }, only(10).greenhouse.reject));
  const [delivery] = await deliveries(connection);
  const again = await bench.post(`/v1/connections/${connection.id}/deliveries/${delivery?.id}/replay`, {});
  expect(await again.json()).toMatchObject({ state: 'taken', told: [{ kind: 'rejection', known: true }] });
  expect(await cases(connection)).toHaveLength(1);
});

it('the journal keeps bodies sealed, and forgets that of a person whose data is erased', async () => {
  const connection = await greenhouse();
  const one = only(11);
  await send(greenhouseHook({ url: hookUrl(connection), secret }, one.greenhouse.reject));
  const rows = () =>
    bench.rows<{ id: string; request: Buffer | null }>(
      'select id, request from hook_delivery where connection_id = ?',
      [connection.id],
    );
  const [kept] = await rows();
  expect(kept?.request?.toString('latin1')).not.toContain(one.person.email);
  const [found] = await cases(connection);
  const [{ candidate_id: candidateId } = { candidate_id: '' }] = await bench.rows<{ candidate_id: string }>(
    'select candidate_id from follow_up_case where id = ?',
    [found?.case_id],
  );
  await withCompany(bench.orm, bench.hinode.id, (em) => eraseCandidate(em, candidateId, someday));
  expect((await rows())[0]?.request).toBeNull();
  expect(await deliveries(connection)).toMatchObject([{ replayable: false }]);
  const again = await bench.post(`/v1/connections/${connection.id}/deliveries/${kept?.id}/replay`, {});
  expect(again.status).toBe(404);
});

it.each<[string, (connection: ConnectionView, address: string) => SignedHook]>([
  [
    'JSON',
    (connection, address) => {
      const { reject } = only(20).greenhouse;
      const application = reject.payload.application as { candidate: object };
      const candidate = { ...application.candidate, email_addresses: [{ value: address, type: 'personal' }] };
      // Refused: it has no date.
      const payload = { application: { ...application, rejected_at: null, candidate } };
      return greenhouseHook({ url: hookUrl(connection), secret }, { action: 'reject_candidate', payload });
    },
  ],
  [
    'a form',
    (connection, address) =>
      zohoHook(
        { url: hookUrl(connection), custom: { secret, event: 'rejected' } },
        { application_id: '1', last_name: '山田', email: address, rejected_on: 'some day' },
      ),
  ],
])('an erasure reaches what was refused or held, too: %s', async (form, hookOf) => {
  const connection =
    form === 'JSON' ? await greenhouse() : await connect({ kind: 'zoho_recruit', name: 'Zoho', secrets: { secret } });
  const known = only(form === 'JSON' ? 21 : 22);
  const other = only(23);
  await bench.post('/v1/rejections', known.report);
  const [address = ''] = (known.report.candidate.emails ?? []).map(({ value }) => value);
  for (const one of [address.toUpperCase(), other.person.email]) expect(await send(hookOf(connection, one))).toBe(200);
  await setState(connection, 'paused');
  expect(await send(hookOf(connection, `  ${address} `))).toBe(200);
  expect((await deliveries(connection)).map(({ state }) => state).toSorted()).toEqual(['held', 'refused', 'refused']);
  const [{ candidate_id: candidateId } = { candidate_id: '' }] = await bench.rows<{ candidate_id: string }>(
    'select candidate_id from candidate_address where person_hash = ?',
    [personHash(address, 'a-key-of-the-tests')],
  );
  await withCompany(bench.orm, bench.hinode.id, (em) => eraseCandidate(em, candidateId, someday));
  const kept = (await deliveries(connection)).filter(({ replayable }) => replayable);
  expect(kept).toHaveLength(1);
});

it('a delivery is forgotten after 30 days', async () => {
  const connection = await greenhouse();
  const to = { url: hookUrl(connection), secret };
  await send(greenhouseHook(to, only(12).greenhouse.reject));
  bench.clock.now = new Date(someday.getTime() + 31 * 86_400_000);
  // Each forgets ten, and the tests before left more than that.
  for (let n = 0; n < 5; n += 1) await send(greenhouseHook(to, { action: 'ping', payload: {} }));
  bench.clock.now = someday;
  const left = await withCompany(bench.orm, bench.hinode.id, (em) =>
    em.find(HookDelivery, { connectionId: connection.id }),
  );
  expect(new Set(left.map(({ state }) => state))).toEqual(new Set(['ignored']));
});

it('what comes without an id of its own is a delivery each time: taking back twice a day is taking back twice', async () => {
  const connection = await connect({ kind: 'zoho_recruit', name: 'Zoho', secrets: { secret } });
  const to = (event: string) => ({ url: hookUrl(connection), custom: { secret, event } });
  const [one] = made(24);
  const fields = one?.zoho.webhookFields ?? {};
  const takenBack = { application_id: fields.application_id ?? '' };
  const after = (minutes: number) => new Date(someday.getTime() + minutes * 60_000);
  for (const [minutes, event] of [
    [1, 'rejected'],
    [2, 'unrejected'],
    [3, 'rejected'],
    [4, 'unrejected'],
  ] as const) {
    bench.clock.now = after(minutes);
    const given = event === 'rejected' ? { ...fields, rejected_on: after(minutes).toISOString() } : takenBack;
    expect(await send(zohoHook(to(event), given))).toBe(200);
  }
  bench.clock.now = someday;
  const takenBackAt = await bench.rows<{ at: Date }>(
    `select at from fact where kind = 'application.unrejected' and case_id in
       (select case_id from rejection where source_key = ?) order by at`,
    [`connection:${connection.id}`],
  );
  expect(takenBackAt.map(({ at }) => new Date(at))).toEqual([after(2), after(4)]);
  const empty = await greenhouse();
  for (const one of made(25, 2)) {
    expect(await send(greenhouseHook({ url: hookUrl(empty), secret }, one.greenhouse.reject, ''))).toBe(200);
  }
  const long = 'x'.repeat(300);
  for (const [one, id] of [
    [only(26), `${long}1`],
    [only(27), `${long}2`],
    [only(27), `${long}2`],
  ] as const) {
    expect(await send(greenhouseHook({ url: hookUrl(empty), secret }, one.greenhouse.reject, id))).toBe(200);
  }
  expect(await cases(empty)).toHaveLength(4);
  expect(await deliveries(empty)).toHaveLength(4);
});

it('Zoho and Standard Webhooks come by the same road', async () => {
  const zoho = await connect({ kind: 'zoho_recruit', name: 'Zoho', secrets: { secret: 'a-long-secret-of-zoho' } });
  const custom = { secret: 'a-long-secret-of-zoho', event: 'rejected' };
  const [a, b] = made(13, 2);
  expect(await send(zohoHook({ url: hookUrl(zoho), custom }, a?.zoho.webhookFields ?? {}))).toBe(200);
  expect(await send(zohoHook({ url: hookUrl(zoho), custom: { event: 'rejected' } }, {}))).toBe(401);
  expect(await cases(zoho)).toHaveLength(1);
  const whsec = `whsec_${Buffer.alloc(32, 5).toString('base64')}`;
  const own = await connect({ kind: 'standard_webhooks', name: 'own', secrets: { signing_secret: whsec } });
  const message = { type: 'application.rejected', timestamp: someday.toISOString(), data: b?.report };
  expect(await send(standardHook({ url: hookUrl(own), secret: whsec }, message))).toBe(200);
  expect(await cases(own)).toHaveLength(1);
});
