import { generateCandidates, greenhouseHook } from '@goen/vendor-sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type GatewayFixture, startGatewayFixture } from '../../testing/gateway-fixture.ts';
import { retryInterruptedDeliveries } from './retry-interrupted.ts';

let gateway: GatewayFixture;
beforeAll(async () => {
  gateway = await startGatewayFixture();
});
afterAll(() => gateway?.close());

const secret = 'a-signing-key-of-the-tests';

test('deliveries that cannot be processed hold up nobody else’s, however many they are', async () => {
  const connect = async (company: { readonly key: string }, name: string) => {
    const body = { kind: 'greenhouse', name, secrets: { signing_key: secret } };
    const answer = await gateway.post('/v1/connections', body, {}, company.key);
    return (await answer.json()) as { id: string; hook_url: string };
  };
  const [broken, paused] = [await connect(gateway.hinode, 'broken'), await connect(gateway.hinode, 'paused')];
  const working = await connect(gateway.aoba, 'working');
  const [candidate] = generateCandidates(1, 41, '2026-11-24');
  if (candidate === undefined) throw new Error('no candidate');
  const { url, headers, body } = greenhouseHook({ url: working.hook_url, secret }, candidate.greenhouse.reject);
  expect((await gateway.app.request(url, { method: 'POST', headers: { ...headers }, body })).status).toBe(200);
  const taken = `select 1 from hook_delivery where connection_id = ? and state = 'taken'`;
  expect(await gateway.rows(taken, [working.id])).toHaveLength(1);
  // As a crash before the processing would have left it.
  const interrupt = `update hook_delivery set state = 'received', received_at = now() - interval '2 minutes'
    where connection_id = ? returning id`;
  await gateway.rows(interrupt, [working.id]);
  // Many more, all of them older: of a connection that was paused since, and some whose request is gone.
  await gateway.rows(`update connection set state = 'paused' where id = ? returning id`, [paused.id]);
  for (const { id } of [broken, paused]) {
    await gateway.rows(
      `insert into hook_delivery
         (id, company_id, connection_id, delivery_key, state, told, case_ids, person_hashes, deliveries, received_at)
       select gen_random_uuid(), ?, ?, n::text, 'received', '[]', '{}', '{}', 1, now() - interval '1 hour'
       from generate_series(1, 150) n returning id`,
      [gateway.hinode.id, id],
    );
  }
  const retry = () => retryInterruptedDeliveries({ ...gateway.context, now: () => new Date() });
  expect(await retry()).toBe(1);
  expect(await gateway.rows(taken, [working.id])).toHaveLength(1);
  expect(await retry()).toBe(0);
});
