import { roundedNow } from '@goen/service-kit/database';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { aReport, type GatewayFixture, startGatewayFixture } from '../testing/gateway-fixture.ts';
import { exchangeOutboxRows } from './claim-outbox-rows.ts';

let gateway: GatewayFixture;
beforeAll(async () => {
  gateway = await startGatewayFixture();
  for (let n = 0; n < 12; n += 1) await gateway.post('/v1/rejections', aReport());
});
afterAll(() => gateway.close());

const claimMs = 60_000;
const claim = (places: number, background: number) => exchangeOutboxRows(gateway.orm, { places, background, claimMs });
const claimIds = async (places: number, background: number) =>
  (await claim(places, background)).map(({ id }) => id).toSorted(byNumber);
const byNumber = (a: string, b: string) => Number(a) - Number(b);
const listIds = async () =>
  (await gateway.rows<{ id: string }>('select id from outbox order by id')).map(({ id }) => id);

it('claims nudges and cases that wake soon first, and those that sleep for long in the places left', async () => {
  const [first, second, soon, nudge, requested, ...rest] = await listIds();
  await gateway.rows(`update outbox set wake_at = now() + interval '1 day'`);
  await gateway.rows(`update outbox set wake_at = now() + interval '1 minute' where id = ?`, [soon]);
  await gateway.rows(`update outbox set kind = 'nudge', wake_at = now() where id in (?, ?)`, [nudge, requested]);
  await gateway.rows('update outbox set background = true where id = ?', [requested]);
  expect(await claimIds(1, 1)).toEqual([nudge]);
  expect(await claimIds(20, 2)).toEqual([first, second, soon]);
  expect(await claimIds(20, 0)).toEqual([]);
  expect(await claimIds(3, 20)).toEqual([requested, ...rest.slice(0, 2)]);
  expect(await claimIds(20, 20)).toEqual(rest.slice(2));
  expect(await claimIds(20, 20)).toEqual([]);
});

it('a row says its lane, and what Temporal’s UI shows of the case', async () => {
  await gateway.rows(`update outbox set next_attempt_at = now(), wake_at = now() + interval '1 day', kind = 'start'`);
  const rows = await claim(1, 1);
  expect(rows).toMatchObject([{ lane: 'background', stage: 'interview', next_step: 'rejection_mail', kind: 'start' }]);
});

it('never claims a row twice at the same time, and claims it again after the claim expires', async () => {
  await gateway.rows(`update outbox set next_attempt_at = now(), wake_at = now()`);
  const claims = await Promise.all([claim(8, 8), claim(8, 8)]);
  const ids = claims.flat().map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  await gateway.rows(`update outbox set next_attempt_at = now() - interval '1 second'`);
  expect(await claim(20, 20)).toHaveLength(12);
});

it('deletes what was dispatched and moves back what failed, without claiming either', async () => {
  await gateway.rows(`update outbox set next_attempt_at = now() - interval '1 second', attempts = 1`);
  const [dispatched = '', failed = '', ...rest] = await listIds();
  const settled = { dispatched: [dispatched], failed: [failed] };
  const claimed = await exchangeOutboxRows(gateway.orm, { ...settled, places: 20, background: 20, claimMs });
  expect(claimed.map(({ id }) => id).toSorted(byNumber)).toEqual(rest);
  expect(await listIds()).toEqual([failed, ...rest]);
  const isMovedBack = `select next_attempt_at > ${roundedNow} as moved from outbox where id = ?`;
  expect(await gateway.rows(isMovedBack, [failed])).toEqual([{ moved: true }]);
});

it('claims the rows of a process whose clock is an hour ahead at once', async () => {
  await gateway.rows('delete from outbox');
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 });
  const report = await gateway.post('/v1/rejections', aReport()).finally(() => vi.useRealTimers());
  expect(report.status).toBe(202);
  expect(await claim(20, 20)).toHaveLength(1);
});

it('reads a long outbox by its indexes', async () => {
  await gateway.rows(
    `insert into outbox (company_id, case_id, kind, wake_at, next_attempt_at)
     select company_id, id, 'start', now() + interval '1 day', now() + interval '1 hour'
     from follow_up_case, generate_series(1, 3000)`,
  );
  await gateway.rows('analyze outbox');
  const claimAndCount = async () => {
    const before = await countSequentialReads();
    await claim(20, 20);
    return (await countSequentialReads()) - before;
  };
  // Other connections report late what they read when the table was short; a claim that reads it all does so each time.
  await expect.poll(claimAndCount, { timeout: 30_000 }).toBe(0);
});

const countSequentialReads = async () => {
  const [row] = await gateway.rows<{ rows: string }>(
    `select pg_stat_force_next_flush(), seq_tup_read as rows from pg_stat_user_tables where relname = 'outbox'`,
  );
  return Number(row?.rows);
};
