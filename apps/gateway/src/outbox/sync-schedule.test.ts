import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConnectionView } from '@goen/contracts/public';
import { toPollScheduleId } from '@goen/contracts/workflow';
import { createLogger } from '@goen/service-kit';
import { connectTemporal, type TemporalConnection } from '@goen/temporal-kit';
import { startTemporal, type TemporalServer } from '@goen/temporal-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type GatewayFixture, startGatewayFixture } from '../testing/gateway-fixture.ts';
import { dispatchOnce } from './dispatcher.ts';
import { syncSchedule } from './sync-schedule.ts';

let gateway: GatewayFixture;
let temporal: TemporalConnection;
let server: TemporalServer;
let dataDir: string;
beforeAll(async () => {
  gateway = await startGatewayFixture();
  dataDir = await mkdtemp(join(tmpdir(), 'goen-polls-'));
  server = await startTemporal({ dataDir, log: () => {} });
  temporal = await connectTemporal({ address: server.address, namespace: 'default' });
});
afterAll(async () => {
  await temporal?.close();
  await server?.stop();
  await gateway?.close();
  await rm(dataDir, { recursive: true, force: true });
});

const dispatch = () =>
  dispatchOnce({
    orm: gateway.orm,
    databaseUrl: gateway.urls.url,
    temporal,
    logger: createLogger('gateway', 'silent'),
    inFlight: 20,
    pollMs: 500,
    maxBacklog: 200,
  });
/** Dispatches all rows, also those that are not due by the fixture's clock. */
async function dispatchAll() {
  const dispatchRest = async () => {
    await gateway.rows('update outbox set next_attempt_at = now()');
    await dispatch();
    return gateway.rows('select kind from outbox');
  };
  // Repeats, because a busy Temporal server may exceed the dispatcher's timeout.
  await expect.poll(dispatchRest, { timeout: 60_000 }).toEqual([]);
}
const readSchedule = async (id: string) => {
  const { spec, state, action } = await temporal.client.schedule.getHandle(toPollScheduleId(id)).describe();
  return { minutes: Number(spec.intervals?.[0]?.every) / 60_000, paused: state.paused, args: action.args };
};
const change = (id: string, method: string, body?: unknown) =>
  gateway.request(`/v1/connections/${id}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const connect = async (body: unknown) => (await (await gateway.post('/v1/connections', body)).json()) as ConnectionView;
const herp = { kind: 'herp', name: 'HERP', secrets: { api_key: 'a-key' } };

test('a polled connection has a Schedule that matches its row, until it is deleted', async () => {
  const { id } = await connect({ ...herp, settings: { poll_minutes: 15 } });
  await dispatchAll();
  const args = [{ connectionId: id, companyId: gateway.hinode.id }];
  expect(await readSchedule(id)).toEqual({ minutes: 15, paused: false, args });
  await change(id, 'PATCH', { state: 'paused' });
  await dispatchAll();
  expect(await readSchedule(id)).toEqual({ minutes: 15, paused: true, args });
  await change(id, 'PATCH', { state: 'active', settings: {} });
  await dispatchAll();
  expect(await readSchedule(id)).toEqual({ minutes: 10, paused: false, args });
  await change(id, 'DELETE');
  await dispatchAll();
  await expect
    .poll(() => readSchedule(id).catch((error: Error) => error.name), { timeout: 60_000 })
    .toBe('ScheduleNotFoundError');
});

test('a late dispatch uses the current row', async () => {
  const { id } = await connect(herp);
  await change(id, 'PATCH', { state: 'paused' });
  await dispatchAll();
  expect(await readSchedule(id)).toMatchObject({ paused: true });
});

test('a connection with invalid settings keeps a Schedule, so that its polls report the error', async () => {
  const { id } = await connect(herp);
  await gateway.rows(`update connection set settings = '{"poll_minutes": "often"}' where id = ?`, [id]);
  await dispatchAll();
  expect(await readSchedule(id)).toMatchObject({ minutes: 60, paused: false });
});

test('a connection that is not polled has no Schedule', async () => {
  const { id } = await connect({ kind: 'hrmos', name: 'HRMOS' });
  await dispatchAll();
  await expect(readSchedule(id)).rejects.toThrow(/not found/i);
});

test('two dispatchers that write one Schedule leave the newest row', async () => {
  const { id } = await connect(herp);
  const ids = { connectionId: id, companyId: gateway.hinode.id };
  // The first has read the row when it changes, and writes after the second.
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  let arrive = () => {};
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const { schedule } = temporal.client;
  const slow = Object.assign(Object.create(temporal.client) as typeof temporal.client, {
    schedule: Object.assign(Object.create(schedule) as typeof schedule, {
      create: async (...args: Parameters<typeof schedule.create>) => {
        arrive();
        await released;
        return schedule.create(...args);
      },
    }),
  });
  const first = syncSchedule(gateway.orm, slow, ids);
  await arrived;
  await change(id, 'PATCH', { state: 'paused' });
  await syncSchedule(gateway.orm, temporal.client, ids);
  release();
  await first;
  expect(await readSchedule(id)).toMatchObject({ paused: true });
});
