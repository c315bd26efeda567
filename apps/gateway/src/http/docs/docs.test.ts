import { createConfig, lintFromString } from '@redocly/openapi-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createGatewayApp } from '../../start-gateway.ts';
import { type GatewayFixture, startGatewayFixture } from '../../testing/gateway-fixture.ts';

let gateway: GatewayFixture;
beforeAll(async () => {
  gateway = await startGatewayFixture();
});
afterAll(() => gateway.close());

type Media = { schema?: { $ref?: string }; example?: unknown; examples?: Record<string, unknown> };
type DocumentedResponse = { $ref?: string; content?: Record<string, Media> };
type Operation = {
  operationId: string;
  security: unknown;
  requestBody?: { content: Record<string, Media> };
  responses: Record<string, DocumentedResponse>;
};
type Document = {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, unknown>; responses: Record<string, DocumentedResponse> };
};
const readDocument = async () => (await (await gateway.app.request('/openapi.json')).json()) as Document;
const listOperations = ({ paths }: Document) => Object.values(paths).flatMap((methods) => Object.values(methods));

test('the document is OpenAPI 3.1 and lints clean', async () => {
  const response = await gateway.app.request('/openapi.json');
  const source = await response.text();
  expect((JSON.parse(source) as Document).openapi).toBe('3.1.0');
  const config = await createConfig({ extends: ['recommended'] });
  const problems = await lintFromString({ source, absoluteRef: '/openapi.json', config });
  expect(problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual([]);
});

/** Systems that send webhooks sign them; who signs in has neither key nor session yet. */
const publicOperations = [
  'takeWebhook',
  'requestSignInLink',
  'previewSignInLink',
  'signInByLink',
  'beginPasskeySignIn',
  'signInByPasskey',
  'beginSingleSignOn',
];
/** About the person who signed in, whatever company they work for. */
const personOperations = [
  'signOut',
  'getMe',
  'chooseCompany',
  'listSessions',
  'revokeSession',
  'revokeOtherSessions',
  'listPasskeys',
  'beginPasskey',
  'addPasskey',
  'renamePasskey',
  'removePasskey',
  'followChanges',
];

test('the document describes every route of the API with its key and problems', async () => {
  const { paths } = (await (await gateway.app.request('/openapi.json')).json()) as Document;
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const routes = gateway.app.routes
    .filter(({ method, path }) => method !== 'ALL' && path.startsWith('/v1/'))
    .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
  expect(described.toSorted()).toEqual([...new Set(routes)].toSorted());
  const keyOrSession = [{ apiKey: expect.any(Array) as unknown }, { session: [] }];
  for (const { operationId, security, responses } of Object.values(paths).flatMap((methods) =>
    Object.values(methods),
  )) {
    const isPublic = publicOperations.includes(operationId);
    const ofPerson = personOperations.includes(operationId);
    const expected = isPublic ? [] : ofPerson ? [{ session: [] }] : keyOrSession;
    expect([operationId, security]).toEqual([operationId, expected]);
    expect(Object.keys(responses)).toEqual(expect.arrayContaining(isPublic ? [] : ['401', '403']));
  }
});

test('every request body and every documented error has an example', async () => {
  const document = await readDocument();
  for (const { operationId, requestBody, responses } of listOperations(document)) {
    for (const [type, media] of Object.entries(requestBody?.content ?? {})) {
      const isFile = media.example === undefined && operationId === 'importFile';
      expect([operationId, type, isFile || media.example !== undefined]).toEqual([operationId, type, true]);
    }
    for (const [status, response] of Object.entries(responses).filter(([code]) => Number(code) >= 400)) {
      const shared = document.components.responses[response.$ref?.split('/').pop() ?? ''] ?? response;
      const examples = shared.content?.['application/problem+json']?.examples ?? {};
      expect([operationId, status, Object.keys(examples).length > 0]).toEqual([operationId, status, true]);
    }
  }
});

test('the schemas of bodies have names', async () => {
  const document = await readDocument();
  const unnamed = listOperations(document).flatMap(({ operationId, requestBody, responses }) =>
    [requestBody?.content, ...Object.values(responses).map(({ content }) => content)]
      .map((content) => content?.['application/json']?.schema)
      .filter((schema) => schema !== undefined && schema.$ref === undefined)
      .map(() => operationId),
  );
  expect(unnamed).toEqual([]);
});

test('a named schema is never null by itself, and what may be null says so where it is used', async () => {
  const { schemas } = (await readDocument()).components as { schemas: Record<string, { type?: string | string[] }> };
  expect(Object.keys(schemas).filter((name) => schemas[name]?.type?.includes('null'))).toEqual([]);
  const { next_mail: nextMail } = (schemas.Case as unknown as { properties: Record<string, object> }).properties;
  expect(nextMail).toEqual({ anyOf: [{ $ref: '#/components/schemas/NextMail' }, { type: 'null' }] });
});

test('the reference page loads only our own files', async () => {
  const response = await gateway.app.request('/docs');
  const page = await response.text();
  expect(response.headers.get('content-security-policy')).toContain("default-src 'self'");
  const files = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file]) => file ?? '');
  expect(files).toHaveLength(4);
  for (const file of files) {
    expect(file).toMatch(/^\/docs\//);
    const served = await gateway.app.request(file);
    expect([file, served.status]).toEqual([file, 200]);
    expect((await served.arrayBuffer()).byteLength).toBeGreaterThan(0);
  }
});

test.each(['/docs/assets/package.json', '/docs/assets/..%2fpackage.json', '/docs/assets/', '/nowhere'])(
  '%s is not found',
  async (path) => {
    const response = await gateway.app.request(path);
    expect([response.status, response.headers.get('content-type')]).toEqual([404, 'application/problem+json']);
  },
);

test('is alive whatever is down, and ready only when every dependency responds', async () => {
  const names = { operatorName: 'Goen' };
  let temporal = false;
  const app = createGatewayApp(gateway.context, names, {
    database: () => Promise.resolve(true),
    temporal: () => Promise.resolve(temporal),
  });
  expect((await app.request('/livez')).status).toBe(200);
  const notReady = await app.request('/readyz');
  expect([notReady.status, await notReady.json()]).toEqual([
    503,
    { status: 'unavailable', checks: { database: true, temporal: false } },
  ]);
  temporal = true;
  expect((await app.request('/readyz')).status).toBe(200);
});
