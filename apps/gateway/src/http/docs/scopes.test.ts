import { readFileSync } from 'node:fs';
import { apiScopes } from '@goen/case-store';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type GatewayFixture, startGatewayFixture } from '../../testing/gateway-fixture.ts';

let gateway: GatewayFixture;
beforeAll(async () => {
  gateway = await startGatewayFixture();
});
afterAll(() => gateway.close());

type Document = { paths: Record<string, Record<string, { security: { apiKey?: string[] }[] }>> };

test('docs/api.md lists every scope with the operations that need it, and no other', async () => {
  const { paths } = (await (await gateway.app.request('/openapi.json')).json()) as Document;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { security }]) => ({
      name: `${method.toUpperCase()} ${path}`,
      scopes: security.flatMap(({ apiKey }) => apiKey ?? []),
    })),
  );
  const needed = apiScopes.map((scope) => [
    scope,
    operations
      .filter(({ scopes }) => scopes.includes(scope))
      .map(({ name }) => name)
      .toSorted(),
  ]);
  const page = readFileSync(new URL('../../../../../docs/api.md', import.meta.url), 'utf8');
  const listed = [...page.matchAll(/^\| `(\w+:\w+)` \| (.*) \|$/gm)].map(([, scope, cell = '']) => [
    scope,
    [...cell.matchAll(/`([A-Z]+ \/v1[^`]*)`/g)].map(([, name = '']) => name).toSorted(),
  ]);
  expect(Object.fromEntries(listed)).toEqual(Object.fromEntries(needed));
});
