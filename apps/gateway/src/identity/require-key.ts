import { type ApiScope, type Database, isTestApiKey, isWellFormedKey } from '@goen/case-store';
import { type Authenticate, bearerToken, HttpProblem } from '@goen/service-kit';
import { createKeyLookup } from './known-keys.ts';
import { setPrincipal } from './principal.ts';
import { assertMayChange } from './suspension.ts';

/** `access` of a route: callers send an API key of their company, or the session of a member, that has the scopes. */
export const apiKey = (...scopes: ApiScope[]) =>
  ({
    scheme: 'apiKey',
    scopes,
    problems: ['cross_site_request', 'too_many_requests'],
    problemsOfChanges: ['company_suspended'],
    security: [{ apiKey: scopes }, { session: [] }],
  }) as const;

/** A key: 401 for a missing, unknown or revoked key, 403 for a missing scope. */
export function authenticateApiKey(orm: Database, trustedProxies: number): Authenticate {
  const findKey = createKeyLookup(orm);
  return async (c, scopes) => {
    const token = bearerToken(c.req.header('authorization'));
    if (token !== null && !isWellFormedKey(token))
      throw toUnauthorized('This is no API key: it is mistyped or cut off.');
    const key = token === null ? null : await findKey(token);
    if (key === null || token === null) throw toUnauthorized();
    const { id: keyId, companyId, name, scopes: own, expiresAt = null } = key.row;
    const isTest = isTestApiKey(token);
    setPrincipal(c, { kind: 'key', keyId, name, companyId, scopes: own, isTest, expiresAt }, trustedProxies);
    const missing = scopes.find((scope) => !own.some((granted) => granted === scope));
    if (missing !== undefined)
      throw new HttpProblem('missing_scope', { detail: `The key needs the scope ${missing}.` });
    if (key.isCompanySuspended) assertMayChange(c);
  };
}

const toUnauthorized = (detail?: string): HttpProblem =>
  new HttpProblem('unauthorized', { headers: { 'www-authenticate': 'Bearer' }, ...(detail && { detail }) });
