import { sendingStatus } from '@goen/contracts/internal';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { companyA, headersFor, type MailFixture, messageTo, startMailFixture, tokens } from './testing/mail-fixture.ts';

let fixture: MailFixture;
beforeAll(async () => {
  fixture = await startMailFixture();
});
afterAll(() => fixture.close());

type Call = { readonly body?: unknown; readonly auth?: string };
const call = (method: string, path: string, { body, auth }: Call = {}) =>
  fetch(fixture.url() + path, {
    method,
    headers: { ...headersFor(method, path), ...(auth === undefined ? {} : { authorization: `Bearer ${auth}` }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

const routes = [
  ['POST', '/messages'],
  ['GET', '/messages/9f1f7c0e-92a1-4a53-9a36-5f6f4f9a0c09'],
  ['POST', '/messages/preview'],
  ['POST', '/previews'],
  ['GET', '/wordings'],
  ['PUT', '/wordings'],
  ['DELETE', '/wordings'],
  ['GET', '/wordings/versions'],
  ['GET', '/wordings/built-in'],
  ['POST', '/wordings/test-sends'],
  ['POST', '/suppressions'],
  ['GET', '/suppressions'],
  ['POST', '/suppressions/imports'],
  ['POST', '/suppressions/removals'],
  ['POST', '/erasures'],
  ['GET', '/sender-domains/resend/midori.example'],
  ['GET', '/sender-domains'],
  ['GET', '/retention'],
  ['PUT', '/retention/bodies'],
  ['GET', '/sending'],
] as const;

it.each(routes)('%s %s requires the token of a caller', async (method, path) => {
  const anonymous = await fetch(fixture.url() + path, { method });
  const stranger = await call(method, path, { auth: 'another-token-of-the-tests' });
  expect([anonymous.status, stranger.status]).toEqual([401, 401]);
});

it.each([
  ['POST', '/messages', 422, 422],
  ['POST', '/erasures', 403, 422],
  ['POST', '/suppressions', 403, 422],
  ['GET', '/wordings', 422, 403],
  ['POST', '/suppressions/imports', 422, 403],
  ['GET', `/messages?company=${companyA}`, 200, 403],
] as const)('%s %s answers %d to the gateway and %d to the worker', async (method, path, gateway, worker) => {
  const body = method === 'POST' ? {} : undefined;
  const answers = [tokens.gateway, tokens.worker].map((auth) => call(method, path, { body, auth }));
  expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([gateway, worker]);
});

it('providers reach their webhooks only, and services only what is not for providers', async () => {
  const paths = ['/hooks/resend', '/messages', '/openapi.json'];
  const post = (url: string, path: string) => fetch(url + path, { method: 'POST' }).then(({ status }) => status);
  expect(await Promise.all(paths.map((path) => post(fixture.hooksUrl(), path)))).toEqual([401, 404, 404]);
  expect(await post(fixture.url(), '/hooks/resend')).toBe(404);
});

it.each([
  ['PUT', '/messages', 'GET, POST'],
  ['GET', '/previews', 'POST'],
  ['POST', '/wordings', 'GET, PUT, DELETE'],
])('%s %s is answered 405 with Allow', async (method, path, allow) => {
  const answer = await call(method, path);
  const methods = answer.headers
    .get('allow')
    ?.split(', ')
    .filter((name) => name !== 'HEAD');
  expect([answer.status, methods?.join(', ')]).toEqual([405, allow]);
});

const message = messageTo('strict@example.com');
it.each<[string, string, string, object, string]>([
  ['a message', 'POST', '/messages', { ...message, can_emial: false }, ''],
  ['its recipient', 'POST', '/messages', { ...message, to: { ...message.to, name: 'x' } }, '/to'],
  ['its sender', 'POST', '/messages', { ...message, sender: { ...message.sender, fax: 'x' } }, '/sender'],
  [
    'its variables',
    'POST',
    '/messages',
    { ...message, variables: { ...message.variables, jobName: 'x' } },
    '/variables/jobName',
  ],
  ['its basis', 'POST', '/messages', { ...message, basis: { kind: 'address_notified', since: 'x' } }, '/basis'],
  ['an import', 'POST', '/suppressions/imports', { company: companyA, emails: ['a@example.com'], scope: 'all' }, ''],
  ['a removal', 'POST', '/suppressions/removals', { company: companyA, email: 'a@example.com', why: 'x' }, ''],
  ['a query', 'GET', `/wordings?company=${companyA}&stages=final`, {}, ''],
])('an unknown field of %s is refused', async (_what, method, path, body, pointer) => {
  const answer = await call(method, path, method === 'GET' ? {} : { body });
  expect([answer.status, await answer.json()]).toMatchObject([
    422,
    { code: 'invalid_request', errors: expect.arrayContaining([expect.objectContaining({ pointer })]) },
  ]);
  expect(await fixture.inbox('strict@example.com')).toEqual([]);
});

it('suggests the name of a misspelt field', async () => {
  const { jobNames: _names, ...variables } = message.variables;
  const answer = await call('POST', '/messages', { body: { ...message, variables: { ...variables, jobName: [] } } });
  expect(await answer.text()).toContain('did you mean');
});

it('refuses a body over the limit before it is parsed', async () => {
  const answer = await call('POST', '/messages', { body: { ...message, key: 'x'.repeat(300_000) } });
  expect([answer.status, await answer.json()]).toMatchObject([413, { code: 'body_too_large' }]);
});

it('shows how many mails share a request', async () => {
  const read = async () => {
    const { providers } = sendingStatus.parse(await (await call('GET', '/sending')).json());
    return providers.find(({ provider }) => provider === 'smtp');
  };
  expect(await read()).toEqual({ provider: 'smtp', batches: 0, mails: 0, mean_batch_size: null, waiting: 0 });
  for (const n of [1, 2])
    await call('POST', '/messages', { body: { ...messageTo(`s${n}@example.com`), provider: 'smtp' } });
  expect(await read()).toEqual({ provider: 'smtp', batches: 2, mails: 2, mean_batch_size: 1, waiting: 0 });
});
