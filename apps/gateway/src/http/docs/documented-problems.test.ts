import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { apiScopes } from '@goen/case-store';
import { type ProblemCode, problemCodes } from '@goen/contracts/public';
import canonicalize from 'canonicalize';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createKey } from '../../cli/index.ts';
import { createGatewayApp } from '../../start-gateway.ts';
import { startCreditServiceProcess } from '../../testing/credit-service-process.ts';
import { type GatewayFixture, startGatewayFixture } from '../../testing/gateway-fixture.ts';
import { startMailServiceProcess } from '../../testing/mail-service-process.ts';
import type { GatewayApp } from '../gateway-app.ts';

let gateway: GatewayFixture;
let mail: Awaited<ReturnType<typeof startMailServiceProcess>>;
let credit: Awaited<ReturnType<typeof startCreditServiceProcess>>;
/** With every service, and without mail-service and credit-service. */
let apps: readonly GatewayApp[];
/** Takes one request a minute of anybody. */
let busy: GatewayApp;
/** Of a signed-in owner on a page of this site, for operations that take no key. */
let ownPage: Record<string, string>;
beforeAll(async () => {
  [gateway, mail, credit] = await Promise.all([
    startGatewayFixture(),
    startMailServiceProcess(),
    startCreditServiceProcess(),
  ]);
  const context = { ...gateway.context, mail: mail.address, credit: credit.address };
  const { browser } = await gateway.member(gateway.hinode.id, 'owner');
  const cookie = [...browser.jar].map((pair) => pair.join('=')).join('; ');
  ownPage = { cookie, origin: gateway.context.publicUrl };
  apps = [createGatewayApp(context, { operatorName: 'Goen' }, {}), gateway.app];
  const rateLimits = { perKey: 1, perSession: 1, perCompany: 1, perAddress: 1 };
  busy = createGatewayApp(context, { operatorName: 'Goen', rateLimits }, {});
});
afterAll(async () => {
  await Promise.all([mail?.close(), credit?.close()]);
  await gateway?.close();
});

type Parameter = {
  name: string;
  in: string;
  required?: boolean;
  schema: { enum?: string[]; format?: string; pattern?: string };
};
type Documented = {
  operationId: string;
  security: { apiKey?: string[]; session?: string[] }[];
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { example?: unknown; schema?: unknown }> };
  responses: Record<string, { $ref?: string; content?: Problems }>;
};
type Problems = Record<string, { examples?: Record<string, unknown> }>;
type Document = {
  paths: Record<string, Record<string, Documented>>;
  components: { responses: Record<string, { content?: Problems }> };
};
type Operation = Documented & {
  readonly method: string;
  readonly path: string;
  readonly codes: readonly ProblemCode[];
};

async function listOperations(): Promise<Operation[]> {
  const { paths, components } = (await (await gateway.app.request('/openapi.json')).json()) as Document;
  const listCodes = (operation: Documented) =>
    Object.values(operation.responses).flatMap((response) => {
      const { content } = components.responses[response.$ref?.split('/').pop() ?? ''] ?? response;
      return Object.keys(content?.['application/problem+json']?.examples ?? {}) as ProblemCode[];
    });
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ ...operation, method, path, codes: listCodes(operation) })),
  );
}

type Change = {
  readonly path?: string;
  readonly key?: string | null;
  readonly query?: string;
  readonly body?: string;
  readonly headers?: Record<string, string>;
};
type Call = {
  readonly path: string;
  /** The same operation with parameters in its path that nothing has. */
  readonly nowhere: string;
  readonly body: string | undefined;
  readonly send: (change?: Change) => Promise<Response>;
};

/** A request as documented, about rows that do not exist, with some of it changed. */
function toCall(app: GatewayApp, { method, path, parameters = [], requestBody, security }: Operation): Call {
  const takesKey = security.some(({ apiKey }) => apiKey !== undefined);
  const sampleOf = ({ name, schema }: Parameter) => {
    if (name === 'month') return '2026-11';
    if (schema.format === 'uuid') return randomUUID();
    if (schema.pattern?.includes('[0-2]')) return '2026-11';
    if (schema.format === 'date') return name === 'to' ? '2026-12-01' : '2026-11-01';
    return schema.enum?.[0] ?? 'x';
  };
  const place = parameters.reduce(
    (filled, parameter) =>
      parameter.in === 'path' ? filled.replace(`{${parameter.name}}`, sampleOf(parameter)) : filled,
    path,
  );
  const required = parameters.filter((parameter) => parameter.in === 'query' && parameter.required);
  const query = new URLSearchParams(
    required.map((parameter): [string, string] => [parameter.name, sampleOf(parameter)]),
  ).toString();
  const [type, media] = Object.entries(requestBody?.content ?? {})[0] ?? [];
  const example = typeof media?.example === 'string' ? media.example : JSON.stringify(media?.example ?? 'x');
  const body = type === undefined ? undefined : example;
  const contentType = type === undefined || type === '*/*' ? {} : { 'content-type': type };
  const send = ({
    path: to = place,
    key = gateway.hinode.key,
    query: more = '',
    body: other = body,
    headers = {},
  }: Change = {}) =>
    Promise.resolve(
      app.request(`${to}?${query}&${more}`, {
        method: method.toUpperCase(),
        headers: { ...toCredentials(key, takesKey), ...contentType, ...headers },
        ...(other === undefined ? {} : { body: other }),
      }),
    );
  return { path: place, nowhere: path.replaceAll(/\{\w+\}/g, 'nowhere'), body, send };
}

const toCredentials = (key: string | null, takesKey: boolean): Record<string, string> => {
  if (key === null) return {};
  return takesKey || key !== gateway.hinode.key ? { authorization: `Bearer ${key}` } : ownPage;
};

type Earlier = { readonly status: number | null; readonly isSame: boolean };

/** An earlier request with the same Idempotency-Key. */
async function storeEarlier(
  { requestBody, method }: Operation,
  { path, body = '' }: Call,
  { status, isSame }: Earlier,
) {
  const isJson = requestBody?.content['application/json'] !== undefined;
  const json = isJson ? (canonicalize(JSON.parse(body)) ?? '') : body;
  const hash = createHash('sha256')
    .update(isSame ? json : `${json} `)
    .digest('hex');
  const key = randomUUID();
  await gateway.rows(
    `insert into idempotency_key (id, company_id, method, route, key, body_hash, status, body, lease_until, created_at)
     values (?, ?, ?, ?, ?, ?, ?, '{}', now() + interval '1 hour', now())`,
    [randomUUID(), gateway.hinode.id, method.toUpperCase(), path, key, hash, status],
  );
  return { headers: { 'idempotency-key': key } };
}

/** What provokes a problem at any operation that documents it, without rows in any particular state. */
const attempts: Partial<Record<ProblemCode, (operation: Operation, call: Call) => Promise<Response>[]>> = {
  unauthorized: (_, { send }) => [send({ key: null }), send({ key: 'goen_wrong' })],
  cross_site_request: (_, { send }) => [
    send({ key: null, headers: { cookie: 'goen.session_token=x', origin: 'https://evil.example' } }),
  ],
  sign_in_failed: (_, { send }) => [send()],
  missing_scope: ({ security }, { send }) => [sendWithoutScopes(security, send)],
  not_found: (_, { send, nowhere }) => [send(), send({ path: nowhere })],
  bad_signature: (_, { send }) => [send()],
  malformed_json: (_, { send }) => [send({ body: '{' })],
  invalid_request: (_, { send, body }) => [
    send({ query: 'unknown=%ff' }),
    ...(body === undefined ? [] : [send({ body: '{"unknown":1}' })]),
  ],
  invalid_cursor: (_, { send, body }) => [
    send({ query: 'cursor=garbage' }),
    ...(body?.startsWith('{') ? [send({ body: JSON.stringify({ ...JSON.parse(body), cursor: 'garbage' }) })] : []),
  ],
  body_too_large: (_, { send }) => [send({ headers: { 'content-length': '999999999999' } })],
  batch_too_large: (_, { send }) => [send({ headers: { 'content-length': '999999999999' } })],
  unsupported_media_type: (_, { send }) => [
    send({ headers: { 'content-type': 'application/x-unknown' } }),
    send({ headers: { 'content-encoding': 'unknown' } }),
  ],
  invalid_idempotency_key: (_, { send }) => [send({ headers: { 'idempotency-key': 'x'.repeat(256) } })],
  idempotency_key_reused: (operation, call) => [
    storeEarlier(operation, call, { status: 200, isSame: false }).then(call.send),
  ],
  request_in_progress: (operation, call) => [
    storeEarlier(operation, call, { status: null, isSame: true }).then(call.send),
  ],
  if_match_missing: (_, { send }) => [send()],
  settings_changed: (_, { send }) => [send({ headers: { 'if-match': '"another"' } })],
  too_many_requests: (operation) => [useUp().then(() => toCall(busy, operation).send())],
  unavailable: (_, { send }) => [send()],
  unknown_connection: (_, { send }) => [send()],
};

/** Spends the minute of the key, the session and the address. */
const useUp = () =>
  Promise.all(
    [{ authorization: `Bearer ${gateway.hinode.key}` }, ownPage, {}].map(async (headers) =>
      busy.request('/v1/webhook-endpoints', { headers }),
    ),
  );

const narrowKeys = new Map<string, string>();
async function sendWithoutScopes(security: Operation['security'], send: Call['send']): Promise<Response> {
  const needed = new Set<string>(security.flatMap(({ apiKey }) => apiKey ?? []));
  const other = apiScopes.find((scope) => !needed.has(scope)) ?? 'cases:read';
  const known = narrowKeys.get(other);
  const key = known ?? (await createKey(gateway.admin, { company: 'hinode', name: other, scopes: [other] })).key;
  narrowKeys.set(other, key);
  return send({ key });
}

async function isReached(operation: Operation, code: ProblemCode): Promise<boolean> {
  for (const app of apps) {
    for (const answer of await Promise.all(attempts[code]?.(operation, toCall(app, operation)) ?? [])) {
      if (answer.ok) {
        // A stream of events never ends.
        await answer.body?.cancel();
        continue;
      }
      const { code: answered } = (await answer.json().catch(() => ({}))) as { code?: string };
      if (answered === code) return true;
    }
  }
  return false;
}

type Covered = { readonly because: string; readonly test: string; readonly operations?: readonly string[] };
/** What needs rows or services in a particular state, and the test that brings them into it. */
const covered: Partial<Record<ProblemCode, Covered>> = {
  already_member: { because: 'a member with the address', test: 'identity/members.test.ts' },
  bad_signature: { because: 'a connection with a secret', test: 'inbound/ats-hooks/hooks.test.ts' },
  candidate_erased: { because: 'an erased candidate', test: 'pool/candidates/candidate.test.ts' },
  address_in_use: { because: 'two candidates', test: 'pool/candidates/candidate.test.ts' },
  correction_answered: { because: 'an answered request', test: 'candidate-page/held-details.test.ts' },
  name_taken: { because: 'a saved search', test: 'pool/saved-searches/saved-searches.test.ts' },
  too_many_searches: { because: 'two hundred searches', test: 'pool/saved-searches/saved-searches.test.ts' },
  too_many_notes: { because: 'two hundred notes', test: 'pool/candidates/candidate.test.ts' },
  connection_paused: { because: 'a paused connection', test: 'inbound/imports/imports.test.ts' },
  connection_takes_no_candidates: { because: 'a connection to an ATS', test: 'outbound/crm-sync/sync.test.ts' },
  connection_takes_no_files: { because: 'a connection to a CRM', test: 'inbound/imports/imports.test.ts' },
  endpoint_disabled: { because: 'a disabled endpoint', test: 'outbound/webhooks/endpoints.test.ts' },
  import_file_deleted: { because: 'an old dry run', test: 'inbound/imports/imports.test.ts' },
  import_not_ready: { because: 'an import in another state', test: 'inbound/imports/imports.test.ts' },
  introduction_not_open: { because: 'an introduction that ended', test: 'relay/introductions/introductions.test.ts' },
  invalid_cursor: {
    because: 'an import, a connection or a webhook endpoint whose rows are listed, a dry run',
    test: 'http/lists.test.ts',
    operations: ['listImportRows', 'listHookDeliveries', 'listWebhookDeliveries', 'listSyncRecords', 'changeSettings'],
  },
  not_a_sandbox: { because: 'a case', test: 'pool/cases/cases.test.ts' },
  company_suspended: { because: 'a suspended company', test: 'operator/companies/companies.test.ts' },
  nothing_to_advance: { because: 'a closed case', test: 'pool/cases/cases.test.ts' },
  not_found: {
    because: 'an address that was never suppressed, a provider that is not set up, a person without a company',
    test: 'mail/suppressions/suppressions.test.ts',
    operations: ['removeSuppression', 'getSenderDomain', 'followChanges'],
  },
  issuer_unusable: { because: 'an issuer', test: 'identity/single-sign-on.test.ts' },
  last_owner: { because: 'a company with one owner', test: 'identity/members.test.ts' },
  mail_changed: { because: 'a result that is out', test: 'mail/queue/personal-note.test.ts' },
  feedback_closed: { because: 'an open request of a candidate', test: 'mail/feedback/feedback.test.ts' },
  note_changed: { because: 'a note that somebody else changed', test: 'mail/queue/personal-note.test.ts' },
  mail_under_way: { because: 'a mail that is being sent', test: 'mail/queue/decide-mails.test.ts' },
  occurred_in_future: { because: 'the time of the test', test: 'inbound/events/events.test.ts' },
  overrule_revoked: { because: 'an overrule that the operator revoked', test: 'cli/tag-overrules.test.ts' },
  picture_unavailable: { because: 'no browser', test: '../../mail-service/src/previews/previews.test.ts' },
  position_closed: { because: 'a closed position', test: 'pool/re-invitations/re-invitations.test.ts' },
  re_invitation_not_open: {
    because: 'nobody who is interested',
    test: 'pool/re-invitations/re-invitations.test.ts',
  },
  rejected_in_future: { because: 'the time of the test', test: 'inbound/rejections/rejections.test.ts' },
  result_not_late: { because: 'a result in time', test: 'mail/queue/personal-note.test.ts' },
  selection_changed: { because: 'mails that were found before', test: 'mail/queue/matching-mails.test.ts' },
  sender_domain_unverified: {
    because: 'a provider that knows no such domain',
    test: '../../mail-service/src/providers/providers.test.ts',
  },
  sign_in_again: { because: 'an old session', test: 'identity/passkeys.test.ts' },
  tag_never_allowed: { because: 'a tag of the never-list', test: 'pool/tag-overrules/tag-overrules.test.ts' },
  text_not_in_encoding: { because: 'a name that CP932 lacks', test: 'outbound/crm-sync/sync.test.ts' },
  too_many_attempts: { because: 'many attempts', test: 'identity/identity.test.ts' },
  too_many_connections: { because: 'fifty connections', test: 'inbound/connections/connections.test.ts' },
  too_many_endpoints: { because: 'twenty endpoints', test: 'outbound/webhooks/endpoints.test.ts' },
  too_many_imports: { because: 'twenty unfinished imports', test: 'inbound/imports/imports.test.ts' },
  too_many_streams: { because: 'six open streams', test: 'live/live.test.ts' },
  too_many_test_mails: { because: 'fifty test mails', test: '../../mail-service/src/wordings/wordings.test.ts' },
  unavailable: {
    because: 'a mail in the queue, a former candidate, an interest, a wording, or a gateway that stops',
    test: 'mail/queue/list-mails.test.ts',
    operations: [
      'previewMail',
      'previewMailEdit',
      'showMailHtml',
      'previewInvitation',
      'previewInvitationDraft',
      'previewReplyToInterest',
      'replyToInterest',
      'saveInvitationWording',
      'followChanges',
    ],
  },
  unknown_connection: {
    because: 'a report that names one',
    test: 'inbound/events/events.test.ts',
    operations: ['reportRejection', 'reportEvent'],
  },
  withdrawn_by_candidate: { because: 'a withdrawal', test: 'inbound/rejections/rejections.test.ts' },
};

test('every documented problem of every operation can be provoked, or a named test provokes it', async () => {
  const operations = await listOperations();
  expect(operations.length).toBeGreaterThan(60);
  const unreached: string[] = [];
  const used = new Set<string>();
  for (const operation of operations) {
    for (const code of operation.codes.filter((each) => each !== 'internal_error')) {
      if (await isReached(operation, code)) continue;
      const named: readonly string[] | undefined = covered[code] ? covered[code].operations : [];
      if (named !== undefined && !named.includes(operation.operationId))
        unreached.push(`${operation.operationId} ${code}`);
      else used.add(code);
    }
  }
  expect(unreached).toEqual([]);
  expect(Object.keys(covered).filter((code) => !used.has(code))).toEqual([]);
}, 300_000);

test.each(Object.entries(covered))('the test that provokes %s is there', (code, { test: file }) => {
  const url = new URL(`../../${file}`, import.meta.url);
  expect([file, existsSync(url)]).toEqual([file, true]);
  expect([file, readFileSync(url, 'utf8').includes(`'${code}'`)]).toEqual([file, true]);
});

test('a fault of ours is internal_error at every operation, and says no more', async () => {
  const operations = await listOperations();
  for (const table of ['api_key', 'connection']) await gateway.rows(`alter table ${table} rename to ${table}_gone`);
  for (const table of ['session', 'signInLimit']) {
    await gateway.identityRows(`alter table "${table}" rename to "${table}_gone"`);
  }
  // A gateway remembers a key for half a second.
  const readStatus = async () => (await gateway.request('/v1/cases')).status;
  await expect.poll(readStatus, { timeout: 30_000 }).toBe(500);
  for (const operation of operations) {
    const answer = await toCall(gateway.app, operation).send();
    const { instance, ...problem } = (await answer.json()) as { instance: string };
    const { operationId, codes } = operation;
    expect([operationId, codes.includes('internal_error'), problem]).toEqual([
      operationId,
      true,
      {
        type: expect.any(String) as unknown,
        title: problemCodes.internal_error.title,
        status: 500,
        code: 'internal_error',
      },
    ]);
    expect(instance).not.toBe('');
  }
});
