import { type ApiScope, type Database, findApiKey } from '@goen/case-store';
import { type Authenticate, bearerToken, HttpProblem } from '@goen/service-kit';
import type { MiddlewareHandler } from 'hono';
import type { GatewayEnv } from '../http/gateway-app.ts';

export type CallingKey = { readonly companyId: string; readonly name: string; readonly scopes: readonly ApiScope[] };

/** `access` of a route: callers send an API key of a company that has the scope. */
export const apiKey = (...scopes: ApiScope[]) => ({ scheme: 'apiKey', scopes }) as const;

/** The scheme `apiKey`: 401 for a missing, unknown or revoked key, 403 for a missing scope. */
export function authenticateApiKey(orm: Database): Authenticate {
  return async (c, scopes) => {
    const token = bearerToken(c.req.header('authorization'));
    const key = token === null ? null : await findApiKey(orm, token);
    if (key === null) throw new HttpProblem('unauthorized', { headers: { 'www-authenticate': 'Bearer' } });
    c.set('key', { companyId: key.companyId, name: key.name, scopes: key.scopes });
    for (const scope of scopes) requireScopeOf(key.scopes, scope);
  };
}

function requireScopeOf(scopes: readonly string[], scope: string): void {
  if (!scopes.includes(scope)) throw new HttpProblem('missing_scope', { detail: `The key needs the scope ${scope}.` });
}

/** Transitional: routes that are not defined by `defineRoute`. */
export function requireKey(orm: Database): MiddlewareHandler<GatewayEnv> {
  return async (c, next) => {
    await authenticateApiKey(orm)(c, []);
    await next();
  };
}

export function requireScope(scope: ApiScope): MiddlewareHandler<GatewayEnv> {
  return async (c, next) => {
    requireScopeOf(c.get('key').scopes, scope);
    await next();
  };
}

/** The actor of a change made with a key, kept with what was written. */
export const keyActor = ({ name }: Pick<CallingKey, 'name'>): string => `API key ${name}`.slice(0, 200);
