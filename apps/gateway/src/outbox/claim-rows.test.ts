import { afterAll, beforeAll, expect, it } from 'vitest';
import { aReport, type Bench, startBench } from '../testing/gateway-fixture.ts';
import { calmRows, claimRows } from './claim-rows.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
  for (let n = 0; n < 12; n += 1) await bench.post('/v1/rejections', aReport());
});
afterAll(() => bench.close());

const minute = 60_000;

it('who is woken comes first, then who wakes soon; of those who sleep for long only a few at a time', async () => {
  const ids = (await bench.rows<{ id: string }>('select id from outbox order by id')).map(({ id }) => id);
  const [soon, nudge, ...calm] = ids;
  await bench.rows(`update outbox set wake_at = now() + interval '1 day' - id * interval '1 second'`);
  await bench.rows(`update outbox set wake_at = now() + interval '1 minute' where id = ?`, [soon]);
  await bench.rows(`update outbox set kind = 'nudge', next_attempt_at = now() where id = ?`, [nudge]);
  const claimed = async () => (await claimRows(bench.orm, 20, minute)).map(({ id }) => id).toSorted(byNumber);
  // The later the id, the sooner it wakes.
  expect(await claimed()).toEqual([soon, nudge, ...calm.slice(-calmRows)]);
  expect(await claimed()).toEqual(calm.slice(0, -calmRows));
  expect(await claimed()).toEqual([]);
});

it('none is claimed while another has it; a claim runs out', async () => {
  await bench.rows(`update outbox set next_attempt_at = now(), wake_at = now()`);
  const [one, other] = await Promise.all([claimRows(bench.orm, 8, minute), claimRows(bench.orm, 8, minute)]);
  const ids = [...one, ...other].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  await bench.rows(`update outbox set next_attempt_at = now() - interval '1 second'`);
  expect((await claimRows(bench.orm, 20, minute)).length).toBe(12);
});

const byNumber = (a: string, b: string) => Number(a) - Number(b);
