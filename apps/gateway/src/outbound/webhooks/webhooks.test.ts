import { randomUUID } from 'node:crypto';
import { withCompany } from '@goen/case-store';
import type { LinkTarget } from '@goen/cases';
import { webhookPayload } from '@goen/contracts/public';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { decide } from '../../candidate-page/decide.ts';
import { aReport } from '../../testing/gateway-fixture.ts';
import { delivererOptions, startWebhookBench } from '../../testing/webhook-fixture.ts';
import { startDeliverer } from './deliverer.ts';
import { lockEndpoint } from './endpoints.ts';
import { retryDelaysMs } from './retries.ts';
import { dropPending, settleWebhookDelivery } from './settle-webhook-delivery.ts';

let hooks: Awaited<ReturnType<typeof startWebhookBench>>;
beforeEach(async () => {
  hooks = await startWebhookBench();
});
afterEach(() => hooks?.close());

const verify = (secret: string, n = 0) => {
  const { body, headers } = hooks.receiver.received[n] ?? { body: '', headers: {} };
  return new Webhook(secret).verify(body, headers) as { type: string; data: object };
};

async function aCase(): Promise<LinkTarget & { remoteId: string; report: ReturnType<typeof aReport> }> {
  const { bench } = hooks;
  const report = aReport();
  const accepted = await bench.post('/v1/rejections', report);
  const { case_id: caseId } = (await accepted.json()) as { case_id: string };
  const [row] = await bench.rows<{ candidate_id: string }>('select candidate_id from follow_up_case where id = ?', [
    caseId,
  ]);
  const candidateId = row?.candidate_id ?? '';
  return { companyId: bench.hinode.id, caseId, candidateId, remoteId: report.candidate.remote_id, report };
}

test('what a candidate decides is told with a signature that the library verifies, and names ids alone', async () => {
  const { endpoint, secret } = await hooks.addEndpoint();
  const of = await aCase();
  const seen = { locale: 'ja' as const, now: hooks.bench.clock.now };
  await decide(hooks.bench.orm, of, { action: 'follow_up.grant' }, seen);
  await decide(hooks.bench.orm, of, { action: 'follow_up.withdraw' }, seen);
  await hooks.deliverAll();
  const told = hooks.receiver.received.map((_one, n) => verify(secret, n));
  const ids = { case_id: of.caseId, candidate_id: of.candidateId };
  for (const type of ['consent.granted', 'consent.withdrawn'] as const) {
    const one = told.find((payload) => payload.type === type);
    expect(webhookPayload(type).parse(one).data).toEqual({ ...ids, consent: 'follow_up' });
  }
  const personal = [of.remoteId, '髙橋', '由紀', 'example.jp'];
  for (const { body } of hooks.receiver.received) {
    for (const word of personal) expect(body).not.toContain(word);
  }
  const headers = hooks.receiver.received[0]?.headers;
  expect(headers?.['content-type']).toBe('application/json');
  expect((await hooks.deliveries(endpoint.id)).map(({ state, last_status: status }) => [state, status])).toEqual(
    told.map(() => ['delivered', 204]),
  );
  expect((await hooks.endpoint(endpoint.id)).last_delivered_at).not.toBeNull();
});

test('a case whose next step changes is told of, in the same transaction as the fact', async () => {
  const { endpoint } = await hooks.addEndpoint({ types: ['case.updated'] });
  const { report, caseId } = await aCase();
  const hired = { type: 'candidate.hired', source: report.source, occurred_at: '2026-11-24T10:30:00+09:00' };
  await hooks.bench.post('/v1/events', { ...hired, candidate: { remote_id: report.candidate.remote_id } });
  await hooks.deliverAll();
  // That it opened, and that it changed: in any order.
  const told = hooks.receiver.received.map(({ body }) => webhookPayload('case.updated').parse(JSON.parse(body)));
  const view = (await (await hooks.bench.request(`/v1/cases/${caseId}`)).json()) as { next_step: string };
  expect(new Set(told.map(({ data }) => data.case_id))).toEqual(new Set([caseId]));
  expect(told.map(({ data }) => data.next_step).toSorted()).toEqual([view.next_step, 'rejection_mail'].toSorted());
  const rolledBack = withCompany(hooks.bench.orm, hooks.bench.hinode.id, async (em) => {
    await em.execute("update follow_up_case set next_step = 'close'");
    throw new Error('rolled back');
  });
  await expect(rolledBack).rejects.toThrow('rolled back');
  expect(await hooks.deliveries(endpoint.id)).toHaveLength(2);
});

test('who disables an endpoint and who settles a delivery of it wait for each other in no circle', async () => {
  const { bench } = hooks;
  const { endpoint } = await hooks.addEndpoint();
  await hooks.sendTest(endpoint.id);
  const [row] = await bench.rows<{ id: string }>('update webhook_delivery set attempts = 1 returning id');
  const claimed = { id: row?.id ?? '', companyId: bench.hinode.id, endpointId: endpoint.id, attempts: 1 };
  let settled: Promise<void> | undefined;
  await withCompany(bench.orm, bench.hinode.id, async (em) => {
    await lockEndpoint(em, bench.hinode.id, endpoint.id);
    settled = settleWebhookDelivery(bench.orm, claimed, { kind: 'answered', status: 410, retryAfterMs: 0 });
    settled.catch(() => undefined);
    const waiting = `select count(*)::int as n from pg_stat_activity
      where wait_event_type = 'Lock' and datname = current_database()`;
    await expect.poll(async () => (await bench.rows(waiting))[0], { timeout: 60_000 }).toEqual({ n: 1 });
    await dropPending(em, endpoint.id);
  });
  await settled;
  expect((await hooks.deliveries(endpoint.id)).map(({ state }) => state)).toEqual(['dropped']);
});

test('a failure is tried again after growing pauses of 27 hours altogether, under one id, and then given up', async () => {
  const { endpoint } = await hooks.addEndpoint();
  const eventId = await hooks.sendTest(endpoint.id);
  hooks.receiver.answer(500);
  for (const delayMs of retryDelaysMs) {
    await hooks.deliverAll();
    const [pause] = await hooks.bench.rows<{ ms: number }>(
      `select (extract(epoch from next_attempt_at - last_attempt_at) * 1000)::float8 as ms from webhook_delivery`,
    );
    expect(pause?.ms).toBe(delayMs);
    await hooks.makeDue();
  }
  expect(await hooks.deliveries(endpoint.id)).toMatchObject([{ state: 'pending', last_status: 500, attempts: 7 }]);
  await hooks.deliverAll();
  expect(await hooks.deliveries(endpoint.id)).toMatchObject([
    { state: 'failed', attempts: 8, next_attempt_at: null, last_error: 'http_status', last_status: 500 },
  ]);
  expect(hooks.receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual(Array(8).fill(eventId));
  expect((await hooks.endpoint(endpoint.id)).last_failed_at).not.toBeNull();
});

test('a server that asks for a longer pause gets it', async () => {
  const { endpoint } = await hooks.addEndpoint();
  await hooks.sendTest(endpoint.id);
  hooks.receiver.answer(503, { 'retry-after': '3600' });
  await hooks.deliverAll();
  const [pause] = await hooks.bench.rows<{ ms: number }>(
    'select (extract(epoch from next_attempt_at - last_attempt_at) * 1000)::float8 as ms from webhook_delivery',
  );
  expect(pause?.ms).toBe(3_600_000);
});

test('410 disables the endpoint, drops what waits, and says so; enabled again, a replay gets there', async () => {
  const { endpoint, secret } = await hooks.addEndpoint();
  const first = await hooks.sendTest(endpoint.id);
  hooks.receiver.answer(410);
  await hooks.deliverAll();
  expect(await hooks.endpoint(endpoint.id)).toMatchObject({ state: 'disabled', disabled_because: 'gone' });
  expect(await hooks.deliveries(endpoint.id, '?state=failed')).toMatchObject([{ last_status: 410 }]);
  const refused = await hooks.bench.post(`/v1/webhook-endpoints/${endpoint.id}/test`, {});
  expect(await refused.json()).toMatchObject({ status: 409, code: 'endpoint_disabled' });

  hooks.receiver.answer(204);
  const enabled = { method: 'PATCH', body: '{"state":"enabled"}', headers: { 'content-type': 'application/json' } };
  expect((await hooks.bench.request(`/v1/webhook-endpoints/${endpoint.id}`, enabled)).status).toBe(200);
  const replayed = await hooks.bench.post(`/v1/webhook-events/${first}/replay`, { endpoint_id: endpoint.id });
  expect([replayed.status, await replayed.json()]).toEqual([202, { event_id: first, deliveries: 1 }]);
  await hooks.deliverAll();
  expect(verify(secret, 1)).toMatchObject({ type: 'endpoint.test' });
  expect(hooks.receiver.received[1]?.headers['webhook-id']).toBe(first);
});

test('while the grace of a rotation runs both secrets verify; afterwards the new one alone', async () => {
  const { endpoint, secret: old } = await hooks.addEndpoint();
  const rotated = await hooks.rotate(endpoint.id, 24);
  expect(rotated.secret).not.toBe(old);
  await hooks.sendTest(endpoint.id);
  await hooks.deliverAll();
  expect([verify(old), verify(rotated.secret)]).toMatchObject([{ type: 'endpoint.test' }, { type: 'endpoint.test' }]);

  await hooks.bench.rows("update webhook_endpoint set previous_secret_until = now() - interval '1 second'");
  await hooks.sendTest(endpoint.id);
  await hooks.deliverAll();
  expect(() => verify(old, 1)).toThrow(/signature/i);
  expect(verify(rotated.secret, 1)).toMatchObject({ type: 'endpoint.test' });
});

test('a rotation without grace ends the old secret at once', async () => {
  const { endpoint, secret: old } = await hooks.addEndpoint();
  const { secret, endpoint: after } = await hooks.rotate(endpoint.id, 0);
  expect(after.previous_secret_until).toBeNull();
  await hooks.sendTest(endpoint.id);
  await hooks.deliverAll();
  expect(() => verify(old)).toThrow(/signature/i);
  expect(verify(secret)).toMatchObject({ type: 'endpoint.test' });
});

test('one slow endpoint keeps no other waiting, and is tried again', async () => {
  const slow = await hooks.addEndpoint({ url: `http://127.0.0.1:${hooks.receiver.port}/slow` });
  const quick = await hooks.addEndpoint({ url: `http://127.0.0.1:${hooks.receiver.port}/quick` });
  for (let n = 0; n < 6; n += 1) await hooks.sendTest(slow.endpoint.id);
  await hooks.sendTest(quick.endpoint.id);
  hooks.receiver.behave(({ path }, response) => {
    if (path === '/quick') response.writeHead(204).end();
  });
  const deliverer = startDeliverer(delivererOptions(hooks.bench, { inFlight: 5, timeoutMs: 5_000 }));
  // Four of the slow one are under way, and no more than that.
  await hooks.receiver.count(5);
  expect(hooks.receiver.received.filter(({ path }) => path === '/slow')).toHaveLength(4);
  expect(hooks.receiver.received.filter(({ path }) => path === '/quick')).toHaveLength(1);
  await deliverer.stop();
  const tried = (await hooks.deliveries(slow.endpoint.id)).filter(({ attempts }) => attempts > 0);
  expect(tried).toHaveLength(4);
  expect(tried.map(({ state, last_error: error }) => [state, error])).toEqual(tried.map(() => ['pending', 'timeout']));
});

test('two gateways share the work: each event comes once', async () => {
  const { endpoint } = await hooks.addEndpoint();
  for (let n = 0; n < 20; n += 1) await hooks.sendTest(endpoint.id);
  const other = startDeliverer(delivererOptions(hooks.bench));
  await hooks.deliverAll();
  await other.stop();
  const ids = hooks.receiver.received.map(({ headers }) => headers['webhook-id']);
  expect([ids.length, new Set(ids).size]).toEqual([20, 20]);
});

test('an endpoint hears the types that it takes, and another company’s events never', async () => {
  const consents = await hooks.addEndpoint({ types: ['consent.granted'] });
  const theirs = await hooks.addEndpoint({}, hooks.bench.aoba.key);
  const of = await aCase();
  const seen = { locale: 'ja' as const, now: hooks.bench.clock.now };
  await decide(hooks.bench.orm, of, { action: 'follow_up.grant' }, seen);
  await decide(hooks.bench.orm, of, { action: 'follow_up.withdraw' }, seen);
  expect((await hooks.deliveries(consents.endpoint.id)).map(({ type }) => type)).toEqual(['consent.granted']);
  const events = await hooks.bench.rows<{ company_id: string }>('select company_id from webhook_event');
  expect(new Set(events.map((event) => event.company_id))).toEqual(new Set([hooks.bench.hinode.id]));
  const foreign = await hooks.bench.request(`/v1/webhook-endpoints/${theirs.endpoint.id}/deliveries`);
  expect(foreign.status).toBe(404);
  const unknown = await hooks.bench.post(`/v1/webhook-events/${randomUUID()}/replay`, {});
  expect(unknown.status).toBe(404);
});
