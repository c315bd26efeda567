import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { aReport, type GatewayFixture, startGatewayFixture } from '../testing/gateway-fixture.ts';
import { backgroundRows, claimOutboxRows } from './claim-outbox-rows.ts';

let gateway: GatewayFixture;
beforeAll(async () => {
  gateway = await startGatewayFixture();
  for (let n = 0; n < 12; n += 1) await gateway.post('/v1/rejections', aReport());
});
afterAll(() => gateway.close());

const minuteMs = 60_000;

it('claims nudges and cases that wake soon first, and only a few of those that sleep for long', async () => {
  const ids = (await gateway.rows<{ id: string }>('select id from outbox order by id')).map(({ id }) => id);
  const [soon, nudge, ...background] = ids;
  await gateway.rows(`update outbox set wake_at = now() + interval '1 day' - id * interval '1 second'`);
  await gateway.rows(`update outbox set wake_at = now() + interval '1 minute' where id = ?`, [soon]);
  await gateway.rows(`update outbox set kind = 'nudge', next_attempt_at = now() where id = ?`, [nudge]);
  const claimIds = async () =>
    (await claimOutboxRows(gateway.orm, 20, minuteMs)).map(({ id }) => id).toSorted(byNumber);
  // The higher the id, the sooner the case wakes.
  expect(await claimIds()).toEqual([soon, nudge, ...background.slice(-backgroundRows)]);
  expect(await claimIds()).toEqual(background.slice(0, -backgroundRows));
  expect(await claimIds()).toEqual([]);
});

it('never claims a row twice at the same time, and claims it again after the claim expires', async () => {
  await gateway.rows(`update outbox set next_attempt_at = now(), wake_at = now()`);
  const claims = await Promise.all([
    claimOutboxRows(gateway.orm, 8, minuteMs),
    claimOutboxRows(gateway.orm, 8, minuteMs),
  ]);
  const ids = claims.flat().map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  await gateway.rows(`update outbox set next_attempt_at = now() - interval '1 second'`);
  expect((await claimOutboxRows(gateway.orm, 20, minuteMs)).length).toBe(12);
});

const byNumber = (a: string, b: string) => Number(a) - Number(b);

it('claims the rows of a process whose clock is an hour ahead at once', async () => {
  await gateway.rows('delete from outbox');
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 });
  const report = await gateway.post('/v1/rejections', aReport()).finally(() => vi.useRealTimers());
  expect(report.status).toBe(202);
  expect(await claimOutboxRows(gateway.orm, 20, minuteMs)).toHaveLength(1);
});
