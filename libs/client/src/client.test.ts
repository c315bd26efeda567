import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, expectTypeOf, test } from 'vitest';
import {
  ApiError,
  type Case,
  type CaseSummary,
  createGoenClient,
  type RejectionReport,
  unwrap,
  verifyWebhook,
  WebhookVerificationError,
} from './index.ts';
import { listen } from './listen.ts';
import { withRetries } from './retry.ts';
import { json, problem, type ScriptedServer, startScriptedServer } from './testing/scripted-server.ts';

let server: ScriptedServer;
beforeAll(async () => {
  server = await startScriptedServer();
});
afterAll(() => server?.close());

const report: RejectionReport = {
  source: { ats: 'example' },
  application: { remote_id: 'A-1', rejected_at: '2026-11-24T10:00:00+09:00' },
  candidate: { remote_id: 'C-1', family_name: '佐藤' },
};
const createClient = (retry = {}) => createGoenClient({ baseUrl: server.url, apiKey: 'goen_test_key', retry });
const accepted = { case_id: 'c', rejection_id: 'r', known: false, joined: false };

test('a call sends the key and an Idempotency-Key of its own, and keeps that of the caller', async () => {
  server.respondWith(() => json(accepted, 202));
  const goen = createClient();
  const data = await unwrap(goen.POST('/v1/rejections', { body: report }));
  expect(data.case_id).toBe('c');
  await goen.POST('/v1/rejections', { body: report });
  await goen.POST('/v1/rejections', { body: report, params: { header: { 'Idempotency-Key': 'mine' } } });
  await goen.POST('/v1/webhook-endpoints', { body: { url: 'https://ats.example.jp/hooks' } });
  const keys = server.received.map(({ headers }) => headers['idempotency-key']);
  expect(new Set(keys.slice(0, 2)).size).toBe(2);
  // Creating an endpoint takes no key: its response carries a secret.
  expect(keys.slice(2)).toEqual(['mine', undefined]);
  expect(server.received[0]).toMatchObject({
    method: 'POST',
    url: '/v1/rejections',
    headers: { authorization: 'Bearer goen_test_key', 'content-type': 'application/json' },
    body: JSON.stringify(report),
  });
});

test('a problem has the codes of its operation, and unwrap throws it', async () => {
  const errors = [
    { pointer: '/candidate/name', code: 'unknown_field', detail: 'Unknown field; did you mean "full_name"?' },
  ];
  server.respondWith(() => problem(422, 'invalid_request', { errors, instance: 'req-1' }));
  const { data, error } = await createClient().POST('/v1/rejections', { body: report });
  expect([data, error?.code]).toEqual([undefined, 'invalid_request']);
  if (error) {
    expectTypeOf(error.code).extract<'withdrawn_by_candidate'>().toEqualTypeOf<'withdrawn_by_candidate'>();
    expectTypeOf(error.code).extract<'hold_final'>().toEqualTypeOf<never>();
  }
  const thrown: unknown = await unwrap(createClient().POST('/v1/rejections', { body: report })).catch(
    (caught: unknown) => caught,
  );
  expect(thrown).toBeInstanceOf(ApiError);
  expect(thrown).toMatchObject({ status: 422, code: 'invalid_request' });
  expect((thrown as ApiError).has('invalid_request')).toBe(true);
  expect((thrown as ApiError).message).toBe(
    'invalid_request: invalid_request /candidate/name: Unknown field; did you mean "full_name"? (request req-1)',
  );
});

test('a response that is no problem of ours is an ApiError without one', async () => {
  server.respondWith(() => ({ status: 400, body: '<html>a proxy</html>' }));
  const call = unwrap(createClient().GET('/v1/cases/{id}', { params: { path: { id: 'x' } } }));
  await expect(call).rejects.toMatchObject({ status: 400, problem: null, code: null });
});

test('pages yields the items of every page and keeps the filters', async () => {
  server.respondWith(({ url }) =>
    url.includes('cursor=second')
      ? json({ items: [{ id: '3' }], next: null })
      : json({ items: [{ id: '1' }, { id: '2' }], next: 'second' }),
  );
  const ids: string[] = [];
  for await (const item of createClient().pages('/v1/cases', { query: { state: 'open', limit: 2 } })) {
    expectTypeOf(item).toEqualTypeOf<CaseSummary>();
    ids.push(item.id);
  }
  expect(ids).toEqual(['1', '2', '3']);
  expect(server.received.map(({ url }) => url)).toEqual([
    '/v1/cases?state=open&limit=2',
    '/v1/cases?state=open&limit=2&cursor=second',
  ]);
});

test('what is null is null in the types, and nothing else', () => {
  expectTypeOf<Case['next_mail']>().extract<null>().toEqualTypeOf<null>();
  expectTypeOf<Case['stage']>().toEqualTypeOf<'documents' | 'interview' | 'final' | 'other'>();
});

test('a list of reports goes as NDJSON; each gets its result', async () => {
  server.respondWith(() => ({
    status: 200,
    headers: { 'content-type': 'application/x-ndjson' },
    body: `${JSON.stringify({ line: 1, status: 202, ...accepted })}\n${JSON.stringify({ line: 2, status: 422, code: 'invalid_request', title: 'x' })}\n`,
  }));
  const results: unknown[] = [];
  for await (const { index, accepted: yes, problem: no } of createClient().reportRejections([report, report])) {
    results.push([index, yes?.case_id, no?.code]);
  }
  expect(results).toEqual([
    [0, 'c', undefined],
    [1, undefined, 'invalid_request'],
  ]);
  expect(server.received).toMatchObject([
    {
      headers: { 'content-type': 'application/x-ndjson' },
      body: `${JSON.stringify(report)}\n${JSON.stringify(report)}`,
    },
  ]);
});

/** Retries without waiting, and the pauses it would have made. */
function createRetrying(settings = {}) {
  const pauses: number[] = [];
  const clock = {
    sleep: (ms: number) => Promise.resolve(void pauses.push(ms)),
    random: () => 0.5,
    now: () => Date.parse('2026-11-24T01:00:00Z'),
  };
  const fetch = withRetries((request) => globalThis.fetch(request), settings, clock);
  const send = async (method: string, headers: Record<string, string> = {}) => {
    const body = method === 'GET' ? {} : { body: 'text' };
    const response = await fetch(new Request(server.url, { method, headers, ...body }));
    return response.status;
  };
  return { send, pauses };
}
const withKey = { 'idempotency-key': 'k' };

test.each([
  ['no connection, then accepted', 'POST', withKey, ['cut', 202], 202, [375]],
  ['503 twice', 'GET', {}, [503, 503, 200], 200, [375, 750]],
  ['429 without a key', 'POST', {}, [429, 202], 202, [375]],
  ['503 without a key: not repeated', 'POST', {}, [503, 202], 503, []],
  ['503 of a PATCH: not repeated', 'PATCH', {}, [503, 200], 503, []],
  ['422 is final', 'POST', withKey, [422, 202], 422, []],
  ['409 in progress', 'POST', withKey, ['request_in_progress', 202], 202, [375]],
  ['409 of another kind is final', 'POST', withKey, ['hold_final', 202], 409, []],
  ['Retry-After in seconds', 'POST', withKey, ['after 7', 202], 202, [7_250]],
  ['Retry-After as a date', 'GET', {}, ['after Tue, 24 Nov 2026 01:00:30 GMT', 200], 200, [30_250]],
  ['a Retry-After that is too long', 'GET', {}, ['after 3600', 200], 503, []],
  ['at most the attempts of the settings', 'GET', {}, [503, 503, 503, 503, 503, 200], 503, [375, 750, 1500, 3000]],
] as const)('retries: %s', async (_name, method, headers, answers, status, expected) => {
  server.respondWith((_request, attempt) => {
    const answer = answers[attempt - 1] ?? 500;
    if (answer === 'cut') return 'cut';
    if (typeof answer === 'number') return { status: answer };
    if (answer.startsWith('after ')) return { status: 503, headers: { 'retry-after': answer.slice(6) } };
    return problem(409, answer);
  });
  const { send, pauses } = createRetrying();
  expect(await send(method, headers)).toBe(status);
  expect(pauses).toEqual(expected);
  // Each attempt is the same request, body and key included.
  expect(
    new Set(server.received.map(({ body, headers: own }) => `${body} ${String(own['idempotency-key'])}`)).size,
  ).toBe(1);
});

test('what cannot be reached is thrown in the end, and what is aborted at once', async () => {
  server.respondWith(() => 'cut');
  const { send, pauses } = createRetrying({ maxAttempts: 3 });
  await expect(send('GET')).rejects.toThrow('fetch failed');
  expect(pauses).toHaveLength(2);
  const call = createClient().GET('/v1/cases', { signal: AbortSignal.abort(new Error('gone')) });
  await expect(call).rejects.toThrow('gone');
});

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const body = JSON.stringify({ type: 'endpoint.test', timestamp: '2026-11-24T02:00:00Z', data: { endpoint_id: 'e' } });
const sign = (text: string, at = new Date(), key = secret) => ({
  'webhook-id': 'evt-1',
  'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
  'webhook-signature': new Webhook(key).sign('evt-1', at, text),
});

test('a webhook is verified and typed, from headers of either kind and with either secret of a rotation', () => {
  const event = verifyWebhook(secret, body, sign(body));
  expect(event).toMatchObject({ id: 'evt-1', type: 'endpoint.test', data: { endpoint_id: 'e' } });
  if (event.type === 'consent.granted') expectTypeOf(event.data.consent).toEqualTypeOf<'follow_up' | 'relay'>();
  expect(verifyWebhook(secret, Buffer.from(body), new Headers(sign(body))).id).toBe('evt-1');
  const old = 'whsec_b2xkIHNlY3JldCBvZiBhIHJvdGF0aW9u';
  expect(verifyWebhook([secret, old], body, sign(body, new Date(), old)).id).toBe('evt-1');
});

const cutSignature = (end: number) => {
  const headers = sign(body);
  return { ...headers, 'webhook-signature': headers['webhook-signature'].slice(0, end) };
};

test.each([
  ['another body', sign(`${body} `)],
  ['the same JSON in other bytes', sign(JSON.stringify(JSON.parse(body), null, 1))],
  ['a signature without its end', cutSignature(-6)],
  ['half a signature', cutSignature(24)],
  ['the id of another message', { ...sign(body), 'webhook-id': 'evt-2' }],
  ['another time', { ...sign(body), 'webhook-timestamp': String(Math.floor(Date.now() / 1000) - 60) }],
  ['a time to come', sign(body, new Date(Date.now() + 10 * 60_000))],
  ['another secret', sign(body, new Date(), 'whsec_b2xkIHNlY3JldCBvZiBhIHJvdGF0aW9u')],
  ['an old time', sign(body, new Date(Date.now() - 10 * 60_000))],
  ['no signature', {}],
])('a webhook with %s is refused', (_name, headers) => {
  expect(() => verifyWebhook(secret, body, headers)).toThrow(WebhookVerificationError);
});

test('listen prints events, forwards each once with a signature that verifies, and deletes its endpoint', async () => {
  const stopped = new AbortController();
  const forwarded: string[] = [];
  const lines: string[] = [];
  let looks = 0;
  server.respondWith(({ method, url, headers, body: received }) => {
    if (url === '/local') {
      forwarded.push(verifyWebhook(secret, received, headers).id);
      return { status: 500 };
    }
    if (method === 'DELETE') return { status: 204 };
    if (method === 'POST') return json({ endpoint: { id: 'e' }, secret }, 201);
    if (url.startsWith('/v1/webhook-events/'))
      return json({ id: url.split('/').pop(), type: 'endpoint.test', timestamp: '2026-11-24T02:00:00Z', data: {} });
    looks += 1;
    if (looks > 2) stopped.abort();
    // The newest first.
    const items = ['1', '2', '3'].slice(0, looks).map((id) => ({ id, event_id: `evt-${id}` }));
    return json({ items: items.reverse(), next: null });
  });
  const forwardTo = `${server.url}/local`;
  const goen = createClient();
  await listen({ goen, forwardTo, print: (line) => lines.push(line), signal: stopped.signal, everyMs: 1 });
  expect(forwarded).toEqual(['evt-1', 'evt-2', 'evt-3']);
  expect(lines[1]).toBe('2026-11-24T02:00:00Z endpoint.test {}');
  expect(lines[2]).toBe(`  → ${forwardTo}: 500`);
  expect(server.received.at(-1)).toMatchObject({ method: 'DELETE', url: '/v1/webhook-endpoints/e' });
});
