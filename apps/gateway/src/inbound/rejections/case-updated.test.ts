import { randomUUID } from 'node:crypto';
import type { RejectionAccepted } from '@goen/contracts/public';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aReport, type Bench, startBench } from '../../testing/gateway-fixture.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
  await bench.rows(
    `insert into webhook_endpoint (id, company_id, url, types, state, secret, created_at)
     values (?, ?, 'https://example.jp/hooks', '{case.updated}', 'enabled', 'sealed', now())`,
    [randomUUID(), bench.hinode.id],
  );
});
afterAll(() => bench?.close());

type Told = { state: string; candidate_id: string; next_step: string; next_step_at: string | null };
const toldOf = async (caseId: string): Promise<Told[]> =>
  (
    await bench.rows<{ data: Told }>(
      `select data from webhook_event where type = 'case.updated' and data ->> 'case_id' = ? order by occurred_at`,
      [caseId],
    )
  ).map(({ data }) => data);
/** Each a minute after the one before: who is the older is told apart by that. */
const report = async (body: ReturnType<typeof aReport>): Promise<string> => {
  bench.clock.now = new Date(bench.clock.now.getTime() + 60_000);
  return ((await (await bench.post('/v1/rejections', body)).json()) as RejectionAccepted).case_id;
};

test('a case that opens is told of, once, as the API shows it', async () => {
  const body = aReport();
  const id = await report(body);
  await report(body);
  const shown = (await (await bench.request(`/v1/cases/${id}`)).json()) as Told & { id: string };
  const { state, candidate_id, next_step, next_step_at } = shown;
  expect(await toldOf(id)).toMatchObject([{ state, candidate_id, next_step, next_step_at }]);
  expect(state).toBe('open');
});

test('so is each of a batch', async () => {
  const lines = [aReport(), aReport(), aReport()].map((one) => JSON.stringify(one)).join('\n');
  const headers = { 'content-type': 'application/x-ndjson' };
  const answer = await bench.request('/v1/rejections/batch', { method: 'POST', body: lines, headers });
  const ids = (await answer.text())
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as RejectionAccepted).case_id);
  const told = await Promise.all(ids.map(toldOf));
  expect(told.map((events) => events.length)).toEqual([1, 1, 1]);
  expect(await bench.rows('select 1 from webhook_delivery where company_id = ?', [bench.hinode.id])).toHaveLength(4);
});

test('a case that was superseded is told to be closed', async () => {
  const [a, b] = [aReport(), aReport()];
  const [older, later] = [await report(a), await report(b)];
  await report(aReport({ candidate: { ...b.candidate, emails: a.candidate.emails } }));
  expect((await toldOf(later)).map(({ state }) => state)).toEqual(['open', 'closed']);
  expect((await toldOf(older)).at(-1)).toMatchObject({ state: 'open' });
});
