import { randomUUID } from 'node:crypto';
import type { ApiScope, MemberRole } from '@goen/case-store';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type GatewayFixture, startGatewayFixture } from '../testing/gateway-fixture.ts';
import { roleScopes } from './roles.ts';

type Operation = {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  /** Null: the operation takes no key. */
  readonly scopes: readonly ApiScope[] | null;
  readonly isPublic: boolean;
};
type Described = { readonly security?: readonly { readonly apiKey?: ApiScope[] }[] };

let gateway: GatewayFixture;
let operations: readonly Operation[];
let operatorOperations: readonly Operation[];
beforeAll(async () => {
  gateway = await startGatewayFixture();
  await gateway.migrateIdentity();
  [operations, operatorOperations] = [await list('/openapi.json'), await list('/operator/openapi.json')];
});
afterAll(() => gateway?.close());

async function list(url: string): Promise<Operation[]> {
  const { paths } = (await (await gateway.app.request(url)).json()) as {
    paths: Record<string, Record<string, Described>>;
  };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { security = [] }]) => ({
      name: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      path: path.replace('{month}', '2026-10').replaceAll(/\{\w+\}/g, randomUUID()),
      scopes: security.find(({ apiKey }) => apiKey)?.apiKey ?? null,
      isPublic: security.length === 0,
    })),
  );
}

/** Without a body: who may call the operation is decided first, and nothing much happens. */
const readOutcome = async (answer: Promise<Response>) => {
  const response = await answer;
  const { code = '' } = (await response.json().catch(() => ({}))) as { code?: string };
  return response.status === 401 || code === 'missing_scope' ? `${response.status} ${code}` : 'let in';
};

test.each(Object.keys(roleScopes) as MemberRole[])(
  'the role %s is let in by the operations of its scopes, and by no others',
  async (role) => {
    const { browser } = await gateway.member(gateway.hinode.id, role);
    const wrong: string[] = [];
    for (const { name, method, path, scopes } of operations) {
      if (scopes === null) continue;
      const expected = scopes.every((scope) => roleScopes[role].includes(scope)) ? 'let in' : '403 missing_scope';
      const outcome = await readOutcome(browser.call(path, { method }));
      if (outcome !== expected) wrong.push(`${name}: ${outcome}`);
    }
    expect(wrong).toEqual([]);
    expect(operations.length).toBeGreaterThan(100);
  },
);

test('a viewer previews, and changes nothing but their own notifications', () => {
  const changes = operations.filter(
    ({ method, scopes }) => method !== 'GET' && scopes?.every((scope) => roleScopes.viewer.includes(scope)),
  );
  expect(changes.map(({ name }) => name).toSorted()).toEqual([
    'POST /v1/mails/{case_id}/preview',
    'POST /v1/positions/{id}/invitation-preview',
    'POST /v1/re-invitations/{id}/reply-preview',
    'POST /v1/wordings/preview',
    'PUT /v1/me/notifications',
  ]);
});

test('staff reach no company, members reach no operator, keys no sessions, and nobody reaches what is not public', async () => {
  const { browser: staff } = await gateway.operator();
  const { browser: owner } = await gateway.member(gateway.hinode.id, 'owner');
  const wrong: string[] = [];
  const expectRefusal = async (who: string, name: string, answer: Promise<Response>) => {
    const outcome = await readOutcome(answer);
    if (outcome !== '401 unauthorized') wrong.push(`${who}: ${name}: ${outcome}`);
  };
  for (const { name, method, path, scopes, isPublic } of operations) {
    if (isPublic) continue;
    await expectRefusal('nobody', name, gateway.browser().call(path, { method }));
    if (scopes === null) await expectRefusal('key', name, gateway.request(path, { method }));
    else await expectRefusal('staff', name, staff.call(path, { method }));
  }
  for (const { name, method, path } of operatorOperations) {
    await expectRefusal('nobody', name, gateway.browser().call(path, { method }));
    await expectRefusal('key', name, gateway.request(path, { method }));
    await expectRefusal('owner', name, owner.call(path, { method }));
  }
  expect(wrong).toEqual([]);
  expect(operatorOperations.length).toBeGreaterThan(15);
  const open = operations.filter(({ isPublic }) => isPublic).map(({ name }) => name);
  // A hook of an ATS has a secret of its own.
  expect(open.filter((name) => !name.startsWith('POST /v1/sign-in/'))).toEqual(['POST /v1/hooks/{connection}']);
});
