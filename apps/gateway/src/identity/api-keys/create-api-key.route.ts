import { type ApiScope, type Em, withCompany } from '@goen/case-store';
import { type IssuedKey, issueKey } from '@goen/cases';
import { type IssuedApiKey, issuedApiKey, type NewApiKeyBody, newApiKeyBody } from '@goen/contracts/public';
import { defineRoute, HttpProblem, jsonBody, jsonResponse } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { isSandbox, readCompanySettings } from '../../services/read-company-settings.ts';
import { type Principal, readActor } from '../principal.ts';
import { apiKey } from '../require-key.ts';
import { readScopes } from './read-scopes.ts';
import { viewApiKeys } from './view-api-key.ts';

const route = defineRoute({
  method: 'post',
  path: '/v1/api-keys',
  operationId: 'createApiKey',
  tags: ['api-keys'],
  summary: 'Create a key',
  description:
    'Returns the key; it is shown only once. It gets at most the scopes that you have yourself. Keys of a sandbox company are test keys. `Idempotency-Key` has no effect here.',
  access: apiKey('keys:manage'),
  // Not idempotent: the stored response of a replay would contain the key in the clear.
  request: {
    body: jsonBody(newApiKeyBody, {
      name: 'ATS',
      scopes: ['rejections:write', 'events:write', 'cases:read'],
      expires_at: '2028-01-01T00:00:00+09:00',
    }),
  },
  responses: { 201: jsonResponse(issuedApiKey, 'The new key.') },
});

export function addCreateApiKey(app: GatewayApp, { orm, now }: GatewayContext): void {
  app.openapi(route, async (c) => {
    const companyId = c.get('companyId');
    const { name, ...body } = c.req.valid('json');
    const scopes = readScopes(body.scopes, '/scopes');
    assertMayGive(c.get('principal'), scopes);
    const expiresAt = readExpiry(body, now());
    assertOutlived(c.get('principal'), expiresAt);
    const issued = await withCompany(orm, companyId, async (em) => {
      const isTest = isSandbox(await readCompanySettings(em, companyId));
      const key = await issueKey(em, { companyId, name, scopes, expiresAt, isTest }, readActor(c));
      return viewIssued(em, key, now());
    });
    return c.json(issued, 201);
  });
}

export async function viewIssued(em: Em, { row, key }: IssuedKey, now: Date): Promise<IssuedApiKey> {
  const [view] = await viewApiKeys(em, [row], now);
  if (view === undefined) throw new Error('A key has no view');
  return { api_key: view, key };
}

/** Nobody gets more through a key than they have: throws `missing_scope`. */
export function assertMayGive(principal: Principal, scopes: readonly ApiScope[]): void {
  const own: readonly ApiScope[] = principal.kind === 'operator' ? [] : principal.scopes;
  const missing = scopes.find((scope) => !own.includes(scope));
  if (missing === undefined) return;
  throw new HttpProblem('missing_scope', { detail: `You cannot give the scope ${missing}: you do not have it.` });
}

/** A key that ends leaves no key behind that goes on: throws `invalid_request`. */
export function assertOutlived(principal: Principal, expiresAt: Date | null): void {
  if (principal.kind !== 'key' || principal.expiresAt === null) return;
  if (expiresAt !== null && expiresAt <= principal.expiresAt) return;
  const detail = `Your own key ends at ${principal.expiresAt.toISOString()}: one that it creates must end by then.`;
  throw new HttpProblem('invalid_request', { errors: [{ pointer: '/expires_at', code: 'out_of_range', detail }] });
}

function readExpiry({ expires_at: given }: Pick<NewApiKeyBody, 'expires_at'>, now: Date): Date | null {
  const expiresAt = given === null ? null : new Date(given);
  if (expiresAt === null || expiresAt > now) return expiresAt;
  const detail = 'This time has passed.';
  throw new HttpProblem('invalid_request', { errors: [{ pointer: '/expires_at', code: 'out_of_range', detail }] });
}
