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
const createData = () => ({ credits: 1, case_id: randomUUID(), entry_id: 'e' });
const emit = (em: Em, options = {}) => emitEvent(em, fixture.companyId, 'credit.earned', createData(), options);
const count = async (table: string) =>
  Number((await fixture.sql<{ n: string }>(`select count(*) as n from ${table}`))[0]?.n);

test('an event goes to each endpoint subscribed to its type; without an endpoint nothing is stored', async () => {
  await fixture.asCompany((em) => emit(em));
  expect(await count('webhook_event')).toBe(0);
  const all = await addEndpoint();
  const credits = await addEndpoint(['credit.earned']);
  await addEndpoint(['case.updated']);
  await addEndpoint([], 'disabled');
  await fixture.asCompany((em) => emit(em));
  const deliveries = await fixture.sql<{ endpoint_id: string }>('select endpoint_id from webhook_delivery');
  expect(deliveries.map(({ endpoint_id: id }) => id).toSorted()).toEqual([all, credits].toSorted());
});

test('an event is stored in the caller’s transaction, and once per dedupe key', async () => {
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

test('fields that the event type doesn’t define are left out', async () => {
  await addEndpoint();
  const data = { ...createData(), name: '山田 花子' };
  await fixture.asCompany((em) => emitEvent(em, fixture.companyId, 'credit.earned', data));
  const [event] = await fixture.sql<{ data: object }>('select data from webhook_event');
  expect(Object.keys(event?.data ?? {}).toSorted()).toEqual(['case_id', 'credits', 'entry_id']);
});

test('an event that occurred long ago is queued as well', async () => {
  await addEndpoint();
  const longAgo = new Date(Date.now() - 40 * 86_400_000);
  for (let times = 0; times < 2; times += 1) await fixture.asCompany((em) => emit(em, { at: longAgo }));
  expect([await count('webhook_event'), await count('webhook_delivery')]).toEqual([2, 2]);
});

test('the relay can emit events to a company', async () => {
  await addEndpoint();
  await withRelay(fixture.orm, (em) => emit(em));
  expect(await count('webhook_delivery')).toBe(1);
});

const denied = (table: string) => expect.stringContaining(`permission denied for table ${table}`) as unknown;
test.each([
  ['webhook_endpoint', denied('webhook_endpoint')],
  ['webhook_event', denied('webhook_event')],
  ['webhook_delivery', 1],
])(
  '%s: a company sees its own rows only, the deliverer sees deliveries only, any other session none',
  async (table, seenByDeliverer) => {
    await addEndpoint();
    await fixture.asCompany((em) => emit(em));
    const selectRows = (em: Em) => em.execute<unknown[]>(`select 1 from ${table}`);
    expect(await fixture.asCompany(selectRows)).toHaveLength(1);
    expect(await withCompany(fixture.orm, randomUUID(), selectRows)).toEqual([]);
    expect(await selectRows(fixture.orm.em.fork())).toEqual([]);
    const asDeliverer = await withDeliveries(fixture.orm, selectRows).then(
      (rows) => rows.length,
      (error: Error) => error.message,
    );
    expect(asDeliverer).toEqual(seenByDeliverer);
    // Another company’s session sees no endpoint to deliver to.
    await withCompany(fixture.orm, randomUUID(), (em) => emit(em));
    expect(await count(table)).toBe(1);
  },
);
