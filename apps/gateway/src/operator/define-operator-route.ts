import { defineRoute, type RouteDefinition } from '@goen/service-kit';

const access = { scheme: 'operator', scopes: [], problems: ['too_many_requests'] } as const;

type OperatorRoute = Omit<RouteDefinition, 'access' | 'path'> & { readonly path: `/operator/${string}` };

/**
 * `defineRoute` for `/operator/…`: only sessions of the operator's staff may call it, no key and no member of a company.
 * Such routes are described in `/operator/openapi.json`.
 */
export const defineOperatorRoute = <const R extends OperatorRoute>(definition: R) =>
  defineRoute<R & { readonly access: typeof access }>({ ...definition, access });
