import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConnectionView } from '@goen/contracts/public';
import { pollScheduleIdOf } from '@goen/contracts/workflow';
import { createLogger } from '@goen/service-kit';
import { connectTemporal, type TemporalConnection } from '@goen/temporal-kit';
import { startTemporal, type TemporalServer } from '@goen/temporal-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bench, startBench } from '../testing/gateway-fixture.ts';
import { dispatchOnce } from './dispatcher.ts';

let bench: Bench;
let temporal: TemporalConnection;
let server: TemporalServer;
let dataDir: string;
beforeAll(async () => {
  bench = await startBench();
  dataDir = await mkdtemp(join(tmpdir(), 'goen-polls-'));
  server = await startTemporal({ dataDir, log: () => {} });
  temporal = await connectTemporal({ address: server.address, namespace: 'default' });
});
afterAll(async () => {
  await temporal?.close();
  await server?.stop();
  await bench?.close();
  await rm(dataDir, { recursive: true, force: true });
});

const dispatch = () =>
  dispatchOnce({
    orm: bench.orm,
    databaseUrl: bench.urls.url,
    temporal,
    logger: createLogger('gateway', 'silent'),
    inFlight: 20,
  });
/** Tells all that is waiting, though its time by the bench's clock may not have come. */
async function tellAll() {
  const rest = async () => {
    await bench.rows('update outbox set next_attempt_at = now()');
    await dispatch();
    return bench.rows('select kind from outbox');
  };
  // Again when a busy server was too slow for the dispatcher.
  await expect.poll(rest, { timeout: 60_000 }).toEqual([]);
}
const scheduleOf = async (id: string) => {
  const { spec, state, action } = await temporal.client.schedule.getHandle(pollScheduleIdOf(id)).describe();
  return { minutes: Number(spec.intervals?.[0]?.every) / 60_000, paused: state.paused, args: action.args };
};
const change = (id: string, method: string, body?: unknown) =>
  bench.request(`/v1/connections/${id}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const connect = async (body: unknown) => (await (await bench.post('/v1/connections', body)).json()) as ConnectionView;
const herp = { kind: 'herp', name: 'HERP', secrets: { api_key: 'a-key' } };

test('a connection that is polled has a Schedule as its row says, until it is deleted', async () => {
  const { id } = await connect({ ...herp, settings: { poll_minutes: 15 } });
  await tellAll();
  const args = [{ connectionId: id, companyId: bench.hinode.id }];
  expect(await scheduleOf(id)).toEqual({ minutes: 15, paused: false, args });
  await change(id, 'PATCH', { state: 'paused' });
  await tellAll();
  expect(await scheduleOf(id)).toEqual({ minutes: 15, paused: true, args });
  await change(id, 'PATCH', { state: 'active', settings: {} });
  await tellAll();
  expect(await scheduleOf(id)).toEqual({ minutes: 10, paused: false, args });
  await change(id, 'DELETE');
  await tellAll();
  await expect
    .poll(() => scheduleOf(id).catch((error: Error) => error.name), { timeout: 60_000 })
    .toBe('ScheduleNotFoundError');
});

test('what is told late tells the row of now', async () => {
  const { id } = await connect(herp);
  await change(id, 'PATCH', { state: 'paused' });
  await tellAll();
  expect(await scheduleOf(id)).toMatchObject({ paused: true });
});

test('settings that are not read any more still have a Schedule, whose polls tell it', async () => {
  const { id } = await connect(herp);
  await bench.rows(`update connection set settings = '{"poll_minutes": "often"}' where id = ?`, [id]);
  await tellAll();
  expect(await scheduleOf(id)).toMatchObject({ minutes: 60, paused: false });
});

test('a connection that is not polled has none', async () => {
  const { id } = await connect({ kind: 'hrmos', name: 'HRMOS' });
  await tellAll();
  await expect(scheduleOf(id)).rejects.toThrow(/not found/i);
});
