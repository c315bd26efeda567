import { randomUUID } from 'node:crypto';
import type { RejectionAccepted } from '@goen/contracts/public';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aReport, type GatewayFixture, startGatewayFixture } from '../../testing/gateway-fixture.ts';

let gateway: GatewayFixture;
beforeAll(async () => {
  gateway = await startGatewayFixture();
  await gateway.rows(
    `insert into webhook_endpoint (id, company_id, url, types, state, secret, created_at)
     values (?, ?, 'https://example.jp/hooks', '{case.updated}', 'enabled', 'sealed', now())`,
    [randomUUID(), gateway.hinode.id],
  );
});
afterAll(() => gateway?.close());

type CaseUpdated = { state: string; candidate_id: string; next_step: string; next_step_at: string | null };
const listUpdates = async (caseId: string): Promise<CaseUpdated[]> =>
  (
    await gateway.rows<{ data: CaseUpdated }>(
      `select data from webhook_event where type = 'case.updated' and data ->> 'case_id' = ? order by occurred_at`,
      [caseId],
    )
  ).map(({ data }) => data);
/** Each a minute later than the last, so that the older candidate is well defined. */
const report = async (body: ReturnType<typeof aReport>): Promise<string> => {
  gateway.clock.now = new Date(gateway.clock.now.getTime() + 60_000);
  return ((await (await gateway.post('/v1/rejections', body)).json()) as RejectionAccepted).case_id;
};

test('sends one event for an opened case, with the values of the API', async () => {
  const body = aReport();
  const id = await report(body);
  await report(body);
  const shown = (await (await gateway.request(`/v1/cases/${id}`)).json()) as CaseUpdated & { id: string };
  const { state, candidate_id, next_step, next_step_at } = shown;
  expect(await listUpdates(id)).toMatchObject([{ state, candidate_id, next_step, next_step_at }]);
  expect(state).toBe('open');
});

test('sends one event per case of a batch', async () => {
  const lines = [aReport(), aReport(), aReport()].map((body) => JSON.stringify(body)).join('\n');
  const headers = { 'content-type': 'application/x-ndjson' };
  const answer = await gateway.request('/v1/rejections/batch', { method: 'POST', body: lines, headers });
  const ids = (await answer.text())
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as RejectionAccepted).case_id);
  const updates = await Promise.all(ids.map(listUpdates));
  expect(updates.map((events) => events.length)).toEqual([1, 1, 1]);
  expect(await gateway.rows('select 1 from webhook_delivery where company_id = ?', [gateway.hinode.id])).toHaveLength(
    4,
  );
});

test('sends an event when a case is superseded', async () => {
  const [a, b] = [aReport(), aReport()];
  const [older, later] = [await report(a), await report(b)];
  await report(aReport({ candidate: { ...b.candidate, emails: a.candidate.emails } }));
  expect((await listUpdates(later)).map(({ state }) => state)).toEqual(['open', 'closed']);
  expect((await listUpdates(older)).at(-1)).toMatchObject({ state: 'open' });
});

test('sends one event when a superseded case still has something to do', async () => {
  const [a, b] = [aReport(), aReport()];
  await report(a);
  const later = await report(b);
  const [{ candidate_id: candidateId }] = (await listUpdates(later)) as [CaseUpdated];
  await gateway.rows(
    `insert into fact (company_id, case_id, candidate_id, kind, at, data)
     values (?, ?, ?, 'mail.unsubscribed', now(), '{"via":"page"}')`,
    [gateway.hinode.id, later, candidateId],
  );
  await report(aReport({ candidate: { ...b.candidate, emails: a.candidate.emails } }));
  const [, ...afterMerge] = await listUpdates(later);
  expect(afterMerge).toMatchObject([{ state: 'closed', next_step: 'suppression' }]);
});
