import { type ApiScope, type Database, findApiKey } from '@goen/case-store';
import { bearerToken, HttpProblem } from '@goen/service-kit';
import type { MiddlewareHandler } from 'hono';
import type { GatewayEnv } from '../http/gateway-app.ts';

export type CallingKey = { readonly companyId: string; readonly name: string; readonly scopes: readonly ApiScope[] };

/** Lets in who has a known key: 401 for a missing, unknown or revoked one. */
export function requireKey(orm: Database): MiddlewareHandler<GatewayEnv> {
  return async (c, next) => {
    const token = bearerToken(c.req.header('authorization'));
    const found = token === null ? null : await findApiKey(orm, token);
    if (found === null) throw new HttpProblem('unauthorized', { headers: { 'www-authenticate': 'Bearer' } });
    c.set('key', { companyId: found.companyId, name: found.name, scopes: found.scopes });
    await next();
  };
}

export function requireScope(scope: ApiScope): MiddlewareHandler<GatewayEnv> {
  return async (c, next) => {
    if (!c.get('key').scopes.includes(scope)) {
      throw new HttpProblem('missing_scope', { detail: `The key needs the scope ${scope}.` });
    }
    await next();
  };
}

/** Who did it, where a person's name is not known: kept with what was written. */
export const writerOf = ({ name }: Pick<CallingKey, 'name'>): string => `API key ${name}`.slice(0, 200);
