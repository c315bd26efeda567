import { withCompany } from '@goen/case-store';
import { findMatchedRoute, HttpProblem } from '@goen/service-kit';
import type { Context } from 'hono';
import type { GatewayContext } from '../http/gateway-app.ts';
import { isCompanySuspended } from '../services/are-mails-paused.ts';

/** Of a suspended company: what protects people, its keys and its members. */
const allowed: ReadonlySet<string> = new Set([
  // They only ever prevent mails, and would be missing when the company is resumed.
  'POST /v1/events',
  'POST /v1/candidates/{id}/stop-mails',
  'POST /v1/candidates/{id}/erasure',
  'POST /v1/correction-requests/{id}/answer',
  'DELETE /v1/api-keys/{id}',
  'DELETE /v1/members/{id}',
  // It changes nothing.
  'POST /v1/wordings/preview',
]);

export const changesSomething = (c: Context): boolean => !['GET', 'HEAD', 'OPTIONS'].includes(c.req.method);

/** Refuses changes of a suspended company: throws `company_suspended`. */
export function assertMayChange(c: Context): void {
  if (!changesSomething(c) || allowed.has(toOperation(c))) return;
  throw new HttpProblem('company_suspended');
}

/** As the document names it: the router writes parameters as `:id`. */
const toOperation = (c: Context): string =>
  `${c.req.method} ${(findMatchedRoute(c)?.path ?? '').replaceAll(/:(\w+)/g, '{$1}')}`;

export const isSuspended = ({ orm }: Pick<GatewayContext, 'orm'>, companyId: string): Promise<boolean> =>
  withCompany(orm, companyId, (em) => isCompanySuspended(em, companyId));
