import { randomUUID } from 'node:crypto';
import { withCompany } from '@goen/case-store';
import type { LinkTarget } from '@goen/cases';
import { type WebhookEndpointView, webhookPayload } from '@goen/contracts/public';
import {
  claimDueDeliveries,
  dropPendingDeliveries,
  recordDeliveryAttempt,
  retryDelaysMs,
  startDeliverer,
} from '@goen/webhooks';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { decide } from '../../candidate-page/decide.ts';
import { aReport } from '../../testing/gateway-fixture.ts';
import { delivererOptions, startWebhookFixture } from '../../testing/webhook-fixture.ts';
import { lockEndpoint } from './find-endpoint.ts';

let hooks: Awaited<ReturnType<typeof startWebhookFixture>>;
beforeEach(async () => {
  hooks = await startWebhookFixture();
});
afterEach(() => hooks?.close());

const verify = (secret: string, n = 0) => {
  const { body, headers } = hooks.receiver.received[n] ?? { body: '', headers: {} };
  return new Webhook(secret).verify(body, headers) as { type: string; data: object };
};

async function openCase(): Promise<LinkTarget & { remoteId: string; report: ReturnType<typeof aReport> }> {
  const { gateway } = hooks;
  const report = aReport();
  const accepted = await gateway.post('/v1/rejections', report);
  const { case_id: caseId } = (await accepted.json()) as { case_id: string };
  const [row] = await gateway.rows<{ candidate_id: string }>('select candidate_id from follow_up_case where id = ?', [
    caseId,
  ]);
  const candidateId = row?.candidate_id ?? '';
  return { companyId: gateway.hinode.id, caseId, candidateId, remoteId: report.candidate.remote_id, report };
}

test('sends the decisions of a candidate with a valid signature and ids only', async () => {
  const { endpoint, secret } = await hooks.addEndpoint();
  const link = await openCase();
  const seen = { locale: 'ja' as const, now: hooks.gateway.clock.now };
  await decide({ ...hooks.gateway.context, operatorName: 'Goen' }, link, { action: 'follow_up.grant' }, seen);
  await decide({ ...hooks.gateway.context, operatorName: 'Goen' }, link, { action: 'follow_up.withdraw' }, seen);
  await hooks.deliverAll();
  const events = hooks.receiver.received.map((_request, n) => verify(secret, n));
  const ids = { case_id: link.caseId, candidate_id: link.candidateId };
  for (const type of ['consent.granted', 'consent.withdrawn'] as const) {
    const event = events.find((payload) => payload.type === type);
    expect(webhookPayload(type).parse(event).data).toEqual({ ...ids, consent: 'follow_up' });
  }
  const personal = [link.remoteId, '髙橋', '由紀', 'example.jp'];
  for (const { body } of hooks.receiver.received) {
    for (const word of personal) expect(body).not.toContain(word);
  }
  const headers = hooks.receiver.received[0]?.headers;
  expect(headers?.['content-type']).toBe('application/json');
  expect((await hooks.listDeliveries(endpoint.id)).map(({ state, last_status: status }) => [state, status])).toEqual(
    events.map(() => ['delivered', 204]),
  );
  expect((await hooks.getEndpoint(endpoint.id)).last_delivered_at).not.toBeNull();
});

test('sends case.updated when the next step changes, in the transaction of the fact', async () => {
  const { endpoint } = await hooks.addEndpoint({ types: ['case.updated'] });
  const { report, caseId } = await openCase();
  const hired = { type: 'candidate.hired', source: report.source, occurred_at: '2026-11-24T10:30:00+09:00' };
  await hooks.gateway.post('/v1/events', { ...hired, candidate: { remote_id: report.candidate.remote_id } });
  await hooks.deliverAll();
  // The opening and the change, in any order.
  const events = hooks.receiver.received.map(({ body }) => webhookPayload('case.updated').parse(JSON.parse(body)));
  const view = (await (await hooks.gateway.request(`/v1/cases/${caseId}`)).json()) as { next_step: string };
  expect(new Set(events.map(({ data }) => data.case_id))).toEqual(new Set([caseId]));
  expect(events.map(({ data }) => data.next_step).toSorted()).toEqual([view.next_step, 'rejection_mail'].toSorted());
  const rolledBack = withCompany(hooks.gateway.orm, hooks.gateway.hinode.id, async (em) => {
    await em.execute("update follow_up_case set next_step = 'close'");
    throw new Error('rolled back');
  });
  await expect(rolledBack).rejects.toThrow('rolled back');
  expect(await hooks.listDeliveries(endpoint.id)).toHaveLength(2);
});

test('disabling an endpoint and recording an attempt of its delivery do not deadlock', async () => {
  const { gateway } = hooks;
  const { endpoint } = await hooks.addEndpoint();
  await hooks.sendTest(endpoint.id);
  const [row] = await gateway.rows<{ id: string }>('update webhook_delivery set attempts = 1 returning id');
  const claimed = { id: row?.id ?? '', companyId: gateway.hinode.id, endpointId: endpoint.id, attempts: 1 };
  let recorded: Promise<void> | undefined;
  await withCompany(gateway.orm, gateway.hinode.id, async (em) => {
    await lockEndpoint(em, gateway.hinode.id, endpoint.id);
    recorded = recordDeliveryAttempt(gateway.orm, claimed, { kind: 'answered', status: 410, retryAfterMs: 0 });
    recorded.catch(() => undefined);
    const waiting = `select count(*)::int as n from pg_stat_activity
      where wait_event_type = 'Lock' and datname = current_database()`;
    await expect.poll(async () => (await gateway.rows(waiting))[0], { timeout: 60_000 }).toEqual({ n: 1 });
    await dropPendingDeliveries(em, endpoint.id);
  });
  await recorded;
  expect((await hooks.listDeliveries(endpoint.id)).map(({ state }) => state)).toEqual(['dropped']);
});

test('retries a failure under one id with growing delays for 27 hours, then gives up', async () => {
  const { endpoint } = await hooks.addEndpoint();
  const eventId = await hooks.sendTest(endpoint.id);
  hooks.receiver.respondWith(500);
  for (const delayMs of retryDelaysMs) {
    await hooks.deliverAll();
    const [delay] = await hooks.gateway.rows<{ ms: number }>(
      `select (extract(epoch from next_attempt_at - last_attempt_at) * 1000)::float8 as ms from webhook_delivery`,
    );
    expect(delay?.ms).toBe(delayMs);
    await hooks.makeDue();
  }
  expect(await hooks.listDeliveries(endpoint.id)).toMatchObject([{ state: 'pending', last_status: 500, attempts: 7 }]);
  await hooks.deliverAll();
  expect(await hooks.listDeliveries(endpoint.id)).toMatchObject([
    { state: 'failed', attempts: 8, next_attempt_at: null, last_error: 'http_status', last_status: 500 },
  ]);
  expect(hooks.receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual(Array(8).fill(eventId));
  expect((await hooks.getEndpoint(endpoint.id)).last_failed_at).not.toBeNull();
});

test('waits longer when the server sends Retry-After', async () => {
  const { endpoint } = await hooks.addEndpoint();
  await hooks.sendTest(endpoint.id);
  hooks.receiver.respondWith(503, { 'retry-after': '3600' });
  await hooks.deliverAll();
  const [delay] = await hooks.gateway.rows<{ ms: number }>(
    'select (extract(epoch from next_attempt_at - last_attempt_at) * 1000)::float8 as ms from webhook_delivery',
  );
  expect(delay?.ms).toBe(3_600_000);
});

test('410 disables the endpoint and drops pending deliveries; once enabled, a replay is delivered', async () => {
  const { endpoint, secret } = await hooks.addEndpoint();
  const first = await hooks.sendTest(endpoint.id);
  hooks.receiver.respondWith(410);
  await hooks.deliverAll();
  expect(await hooks.getEndpoint(endpoint.id)).toMatchObject({ state: 'disabled', disabled_because: 'gone' });
  expect(await hooks.listDeliveries(endpoint.id, '?state=failed')).toMatchObject([{ last_status: 410 }]);
  const refused = await hooks.gateway.post(`/v1/webhook-endpoints/${endpoint.id}/test`, {});
  expect(await refused.json()).toMatchObject({ status: 409, code: 'endpoint_disabled' });

  hooks.receiver.respondWith(204);
  const enabled = { method: 'PATCH', body: '{"state":"enabled"}', headers: { 'content-type': 'application/json' } };
  expect((await hooks.gateway.request(`/v1/webhook-endpoints/${endpoint.id}`, enabled)).status).toBe(200);
  const replayed = await hooks.gateway.post(`/v1/webhook-events/${first}/replay`, { endpoint_id: endpoint.id });
  expect([replayed.status, await replayed.json()]).toEqual([202, { event_id: first, deliveries: 1 }]);
  expect(await hooks.gateway.listAudit(first)).toEqual(['webhook_event.replayed']);
  await hooks.deliverAll();
  expect(verify(secret, 1)).toMatchObject({ type: 'endpoint.test' });
  expect(hooks.receiver.received[1]?.headers['webhook-id']).toBe(first);
});

test('both secrets verify during the grace period of a rotation, then only the new one', async () => {
  const { endpoint, secret: old } = await hooks.addEndpoint();
  const rotated = await hooks.rotate(endpoint.id, 24);
  expect(rotated.secret).not.toBe(old);
  await hooks.sendTest(endpoint.id);
  await hooks.deliverAll();
  expect([verify(old), verify(rotated.secret)]).toMatchObject([{ type: 'endpoint.test' }, { type: 'endpoint.test' }]);

  await hooks.gateway.rows("update webhook_endpoint set previous_secret_until = now() - interval '1 second'");
  await hooks.sendTest(endpoint.id);
  await hooks.deliverAll();
  expect(() => verify(old, 1)).toThrow(/signature/i);
  expect(verify(rotated.secret, 1)).toMatchObject({ type: 'endpoint.test' });
});

test('a rotation without a grace period ends the old secret at once', async () => {
  const { endpoint, secret: old } = await hooks.addEndpoint();
  const { secret, endpoint: after } = await hooks.rotate(endpoint.id, 0);
  expect(after.previous_secret_until).toBeNull();
  await hooks.sendTest(endpoint.id);
  await hooks.deliverAll();
  expect(() => verify(old)).toThrow(/signature/i);
  expect(verify(secret)).toMatchObject({ type: 'endpoint.test' });
});

test('a slow endpoint does not delay the others and is retried', async () => {
  const slow = await hooks.addEndpoint({ url: `http://127.0.0.1:${hooks.receiver.port}/slow` });
  const quick = await hooks.addEndpoint({ url: `http://127.0.0.1:${hooks.receiver.port}/quick` });
  for (let n = 0; n < 6; n += 1) await hooks.sendTest(slow.endpoint.id);
  await hooks.sendTest(quick.endpoint.id);
  hooks.receiver.behave(({ path }, response) => {
    if (path === '/quick') response.writeHead(204).end();
  });
  const deliverer = startDeliverer(delivererOptions(hooks.gateway, { inFlight: 40, timeoutMs: 5_000 }));
  // Four to the slow endpoint are in flight, a tenth of all, and no more.
  await hooks.receiver.waitFor(5);
  expect(hooks.receiver.received.filter(({ path }) => path === '/slow')).toHaveLength(4);
  expect(hooks.receiver.received.filter(({ path }) => path === '/quick')).toHaveLength(1);
  await deliverer.stop();
  const attempted = (await hooks.listDeliveries(slow.endpoint.id)).filter(({ attempts }) => attempts > 0);
  expect(attempted).toHaveLength(4);
  expect(attempted.map(({ state, last_error: error }) => [state, error])).toEqual(
    attempted.map(() => ['pending', 'timeout']),
  );
});

test('hanging endpoints of a company leave room for other companies', async () => {
  const { gateway, receiver } = hooks;
  const url = (path: string) => ({ url: `http://127.0.0.1:${receiver.port}/${path}` });
  const hanging = await Promise.all([1, 2, 3, 4, 5].map((n) => hooks.addEndpoint(url(`hangs-${n}`))));
  const { endpoint } = await hooks.addEndpoint(url('quick'), gateway.aoba.key);
  for (const each of hanging) for (let n = 0; n < 3; n += 1) await hooks.sendTest(each.endpoint.id);
  for (let n = 0; n < 5; n += 1) {
    await gateway.post(`/v1/webhook-endpoints/${endpoint.id}/test`, {}, {}, gateway.aoba.key);
  }
  receiver.behave(({ path }, response) => {
    if (path === '/quick') response.writeHead(204).end();
  });
  const deliverer = startDeliverer(delivererOptions(gateway, { inFlight: 20, timeoutMs: 5_000 }));
  // A quarter of the slots for the company whose endpoints hang.
  await receiver.waitFor(10);
  expect(receiver.received.filter(({ path }) => path === '/quick')).toHaveLength(5);
  await deliverer.stop();
});

test('an endpoint that timed out has one slot, and all of them together have half', async () => {
  const { gateway } = hooks;
  const slow = await Promise.all([1, 2, 3].map(() => hooks.addEndpoint()));
  const { endpoint: other } = await hooks.addEndpoint();
  for (const { endpoint } of slow) for (let n = 0; n < 3; n += 1) await hooks.sendTest(endpoint.id);
  for (let n = 0; n < 3; n += 1) await hooks.sendTest(other.id);
  const claim = (active: Awaited<ReturnType<typeof claimDueDeliveries>>) =>
    claimDueDeliveries(gateway.orm, {
      limits: { inFlight: 20, perEndpoint: 2, perCompany: 20, slow: 2 },
      timeoutMs: 1_000,
      active,
      slowEndpoints: slow.map(({ endpoint }) => endpoint.id),
    });
  const claimed = await claim([]);
  const toSlow = claimed.filter(({ endpointId }) => endpointId !== other.id);
  expect([claimed.length, toSlow.length, new Set(toSlow.map(({ endpointId }) => endpointId)).size]).toEqual([4, 2, 2]);
  expect(await claim(claimed)).toEqual([]);
  expect(await claim(toSlow)).toMatchObject([{ endpointId: other.id }]);
});

test('a delivery whose secret cannot be read is shown, retried and failed for good, without a request', async () => {
  const { endpoint } = await hooks.addEndpoint();
  await hooks.sendTest(endpoint.id);
  await hooks.gateway.rows(`update webhook_endpoint set secret = '\\x00'`);
  for (let attempt = 0; attempt < retryDelaysMs.length; attempt += 1) {
    await hooks.deliverAll();
    await hooks.makeDue();
  }
  expect(await hooks.listDeliveries(endpoint.id)).toMatchObject([
    { state: 'pending', last_error: 'secret_unreadable' },
  ]);
  await hooks.deliverAll();
  expect(await hooks.listDeliveries(endpoint.id)).toMatchObject([{ state: 'failed', last_error: 'secret_unreadable' }]);
  expect(hooks.receiver.received).toEqual([]);
});

test('replaying an event that is still pending adds no delivery', async () => {
  const { endpoint } = await hooks.addEndpoint();
  const eventId = await hooks.sendTest(endpoint.id);
  const replay = async (body: object) =>
    (await hooks.gateway.post(`/v1/webhook-events/${eventId}/replay`, body)).json();
  expect(await replay({ endpoint_id: endpoint.id })).toEqual({ event_id: eventId, deliveries: 0 });
  expect(await replay({})).toEqual({ event_id: eventId, deliveries: 0 });
  await hooks.deliverAll();
  expect(await replay({})).toEqual({ event_id: eventId, deliveries: 1 });
});

test('two gateways share the work and deliver each event once', async () => {
  const { endpoint } = await hooks.addEndpoint();
  for (let n = 0; n < 20; n += 1) await hooks.sendTest(endpoint.id);
  const other = startDeliverer(delivererOptions(hooks.gateway));
  await hooks.deliverAll();
  await other.stop();
  const ids = hooks.receiver.received.map(({ headers }) => headers['webhook-id']);
  expect([ids.length, new Set(ids).size]).toEqual([20, 20]);
});

test('an endpoint gets the types it subscribed to, and never events of another company', async () => {
  const consents = await hooks.addEndpoint({ types: ['consent.granted'] });
  const theirs = await hooks.addEndpoint({}, hooks.gateway.aoba.key);
  const link = await openCase();
  const seen = { locale: 'ja' as const, now: hooks.gateway.clock.now };
  await decide({ ...hooks.gateway.context, operatorName: 'Goen' }, link, { action: 'follow_up.grant' }, seen);
  await decide({ ...hooks.gateway.context, operatorName: 'Goen' }, link, { action: 'follow_up.withdraw' }, seen);
  expect((await hooks.listDeliveries(consents.endpoint.id)).map(({ type }) => type)).toEqual(['consent.granted']);
  const events = await hooks.gateway.rows<{ company_id: string }>('select company_id from webhook_event');
  expect(new Set(events.map((event) => event.company_id))).toEqual(new Set([hooks.gateway.hinode.id]));
  const foreign = await hooks.gateway.request(`/v1/webhook-endpoints/${theirs.endpoint.id}/deliveries`);
  expect(foreign.status).toBe(404);
  const unknown = await hooks.gateway.post(`/v1/webhook-events/${randomUUID()}/replay`, {});
  expect(unknown.status).toBe(404);
});

test('events of a listening endpoint are sent nowhere, and are read through the API', async () => {
  const { endpoint } = await hooks.addEndpoint({ url: 'listen:', types: ['case.updated'] });
  const { caseId } = await openCase();
  await hooks.deliverAll();
  expect(hooks.receiver.received).toEqual([]);
  const [delivery] = await hooks.listDeliveries(endpoint.id);
  expect(delivery).toMatchObject({ state: 'delivered', type: 'case.updated' });
  const event = await hooks.gateway.request(`/v1/webhook-events/${delivery?.event_id}`);
  expect(await event.json()).toMatchObject({ id: delivery?.event_id, type: 'case.updated', data: { case_id: caseId } });
  const theirs = await hooks.gateway.request(`/v1/webhook-events/${delivery?.event_id}`, {}, hooks.gateway.aoba.key);
  expect(theirs.status).toBe(404);
});

test('a chat is told in words, its address is sealed, and its failures are shown', async () => {
  const url = `http://127.0.0.1:${hooks.receiver.port}/services/a-secret-path`;
  const answer = await hooks.gateway.post('/v1/chats', { kind: 'slack', url, description: '採用チーム' });
  const chat = (await answer.json()) as WebhookEndpointView;
  expect([answer.status, chat]).toMatchObject([
    201,
    { format: 'slack', url: `http://127.0.0.1:${hooks.receiver.port}/…` },
  ]);
  expect(await hooks.gateway.listAudit(chat.id)).toEqual(['webhook_endpoint.created']);
  expect(JSON.stringify(await hooks.gateway.rows('select * from webhook_endpoint'))).not.toContain('a-secret-path');
  const before = hooks.receiver.received.length;
  await hooks.sendTest(chat.id);
  await hooks.deliverAll();
  const told = hooks.receiver.received.slice(before);
  expect(told.map(({ path, body }) => [path, JSON.parse(body)])).toEqual([
    ['/services/a-secret-path', { text: expect.stringContaining('テスト通知です') as unknown }],
  ]);
  hooks.receiver.respondWith(404);
  await hooks.sendTest(chat.id);
  await hooks.deliverAll();
  expect((await hooks.listDeliveries(chat.id))[0]).toMatchObject({
    state: 'pending',
    last_status: 404,
    last_error: 'http_status',
  });
  hooks.receiver.respondWith(204);
  const refused = await hooks.gateway.post('/v1/chats', { kind: 'chatwork', url });
  expect([refused.status, await refused.json()]).toMatchObject([422, { errors: [{ pointer: '/token' }] }]);
  expect((await hooks.gateway.post(`/v1/webhook-endpoints/${chat.id}/rotate-secret`, {})).status).toBe(422);
});
