import { randomUUID } from 'node:crypto';
import { type Em, WebhookEndpoint, withCompany, withDeliveries, withRelay } from '@goen/case-store';
import { startStoreFixture } from '@goen/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { emitEvent } from './emit-event.ts';

let fixture: Awaited<ReturnType<typeof startStoreFixture>>;
beforeAll(async () => {
  fixture = await startStoreFixture();
});
afterAll(() => fixture?.close());
beforeEach(async () => {
  await fixture.sql('delete from webhook_endpoint');
  await fixture.sql('delete from webhook_event');
});

const addEndpoint = (types: WebhookEndpoint['types'] = [], state: 'enabled' | 'disabled' = 'enabled') =>
  fixture.asCompany(async (em) => {
    const id = randomUUID();
    await em.insert(WebhookEndpoint, {
      id,
      companyId: fixture.companyId,
      url: 'https://example.jp/hooks',
      types,
      state,
      disabledBecause: state === 'disabled' ? 'asked' : null,
      secret: Buffer.of(1),
      createdAt: new Date(),
    });
    return id;
  });
const earned = () => ({ credits: 1, case_id: randomUUID(), entry_id: 'e' });
const emit = (em: Em, options = {}) => emitEvent(em, fixture.companyId, 'credit.earned', earned(), options);
const count = async (table: string) =>
  Number((await fixture.sql<{ n: string }>(`select count(*) as n from ${table}`))[0]?.n);

test('an event goes to each endpoint that takes its type; without one nothing is kept', async () => {
  await fixture.asCompany((em) => emit(em));
  expect(await count('webhook_event')).toBe(0);
  const all = await addEndpoint();
  const credits = await addEndpoint(['credit.earned']);
  await addEndpoint(['case.updated']);
  await addEndpoint([], 'disabled');
  await fixture.asCompany((em) => emit(em));
  const takers = await fixture.sql<{ endpoint_id: string }>('select endpoint_id from webhook_delivery');
  expect(takers.map(({ endpoint_id: id }) => id).toSorted()).toEqual([all, credits].toSorted());
});

test('it is there with the fact or not at all, and once by its key', async () => {
  await addEndpoint();
  const failed = fixture.asCompany(async (em) => {
    await emit(em);
    throw new Error('rolled back');
  });
  await expect(failed).rejects.toThrow('rolled back');
  expect(await count('webhook_event')).toBe(0);
  for (let times = 0; times < 2; times += 1) await fixture.asCompany((em) => emit(em, { dedupeKey: 'once' }));
  expect([await count('webhook_event'), await count('webhook_delivery')]).toEqual([1, 1]);
});

test('what its type does not name is left out', async () => {
  await addEndpoint();
  const data = { ...earned(), name: '山田 花子' };
  await fixture.asCompany((em) => emitEvent(em, fixture.companyId, 'credit.earned', data));
  const [event] = await fixture.sql<{ data: object }>('select data from webhook_event');
  expect(Object.keys(event?.data ?? {}).toSorted()).toEqual(['case_id', 'credits', 'entry_id']);
});

test('events older than 30 days are forgotten with their deliveries as new ones come', async () => {
  await addEndpoint();
  await fixture.asCompany((em) => emit(em));
  await fixture.sql("update webhook_event set occurred_at = now() - interval '31 days'");
  await fixture.sql("update webhook_delivery set created_at = now() - interval '31 days'");
  await fixture.asCompany((em) => emit(em));
  expect([await count('webhook_event'), await count('webhook_delivery')]).toEqual([1, 1]);
});

test('what happened long ago and is told now is kept as long', async () => {
  await addEndpoint();
  const longAgo = new Date(Date.now() - 40 * 86_400_000);
  for (let times = 0; times < 2; times += 1) await fixture.asCompany((em) => emit(em, { at: longAgo }));
  expect([await count('webhook_event'), await count('webhook_delivery')]).toEqual([2, 2]);
});

test('the relay tells a company, too', async () => {
  await addEndpoint();
  await withRelay(fixture.orm, (em) => emit(em));
  expect(await count('webhook_delivery')).toBe(1);
});

test.each(['webhook_endpoint', 'webhook_event', 'webhook_delivery'])(
  '%s: a company sees its own rows, nobody else any; who delivers sees deliveries alone',
  async (table) => {
    await addEndpoint();
    await fixture.asCompany((em) => emit(em));
    const seen = (em: Em) => em.execute<unknown[]>(`select 1 from ${table}`);
    expect(await fixture.asCompany(seen)).toHaveLength(1);
    expect(await withCompany(fixture.orm, randomUUID(), seen)).toEqual([]);
    expect(await seen(fixture.orm.em.fork())).toEqual([]);
    expect(await withDeliveries(fixture.orm, seen)).toHaveLength(table === 'webhook_delivery' ? 1 : 0);
    // Another company’s session sees no endpoint to tell.
    await withCompany(fixture.orm, randomUUID(), (em) => emit(em));
    expect(await count(table)).toBe(1);
  },
);
