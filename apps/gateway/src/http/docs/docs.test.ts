import { createConfig, lintFromString } from '@redocly/openapi-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createGatewayApp } from '../../start-gateway.ts';
import { type Bench, startBench } from '../../testing/gateway-fixture.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());

type Operation = { operationId: string; security: unknown; responses: Record<string, unknown> };
type Document = { openapi: string; paths: Record<string, Record<string, Operation>> };

test('the description is OpenAPI 3.1 that a linter finds nothing in', async () => {
  const answer = await bench.app.request('/openapi.json');
  const source = await answer.text();
  expect((JSON.parse(source) as Document).openapi).toBe('3.1.0');
  const config = await createConfig({ extends: ['recommended'] });
  const problems = await lintFromString({ source, absoluteRef: '/openapi.json', config });
  expect(problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual([]);
});

test('it describes every route of the API, each with its key and its refusals', async () => {
  const { paths } = (await (await bench.app.request('/openapi.json')).json()) as Document;
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const routes = bench.app.routes
    .filter(({ method, path }) => method !== 'ALL' && path.startsWith('/v1/'))
    .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
  expect(described.toSorted()).toEqual([...new Set(routes)].toSorted());
  for (const operation of Object.values(paths).flatMap((methods) => Object.values(methods))) {
    // Systems that call us show a signature instead of a key.
    const hook = operation.operationId === 'takeWebhook';
    expect([operation.operationId, operation.security]).toEqual([
      operation.operationId,
      hook ? [] : [{ apiKey: expect.any(Array) }],
    ]);
    expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(hook ? ['401'] : ['401', '403']));
  }
});

test('the page of the reference needs files of our own alone', async () => {
  const answer = await bench.app.request('/docs');
  const page = await answer.text();
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'self'");
  const files = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file]) => file ?? '');
  expect(files).toHaveLength(4);
  for (const file of files) {
    expect(file).toMatch(/^\/docs\//);
    const served = await bench.app.request(file);
    expect([file, served.status]).toEqual([file, 200]);
    expect((await served.arrayBuffer()).byteLength).toBeGreaterThan(0);
  }
});

test.each(['/docs/assets/package.json', '/docs/assets/..%2fpackage.json', '/docs/assets/', '/nowhere'])(
  '%s is not found',
  async (path) => {
    const answer = await bench.app.request(path);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'application/problem+json']);
  },
);

test('alive whatever is away; ready only with all that is needed', async () => {
  const names = { operatorName: 'Goen' };
  let temporal = false;
  const app = createGatewayApp(bench.context, names, {
    database: () => Promise.resolve(true),
    temporal: () => Promise.resolve(temporal),
  });
  expect((await app.request('/livez')).status).toBe(200);
  const away = await app.request('/readyz');
  expect([away.status, await away.json()]).toEqual([
    503,
    { status: 'unavailable', checks: { database: true, temporal: false } },
  ]);
  temporal = true;
  expect((await app.request('/readyz')).status).toBe(200);
});
