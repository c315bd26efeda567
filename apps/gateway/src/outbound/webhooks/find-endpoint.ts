import { type Em, WebhookEndpoint, withCompany } from '@goen/case-store';
import { HttpProblem } from '@goen/service-kit';
import { LockMode } from '@mikro-orm/core';
import type { GatewayContext } from '../../http/gateway-app.ts';

/** All endpoints of a company, oldest first. */
export const listEndpoints = ({ orm }: GatewayContext, companyId: string): Promise<WebhookEndpoint[]> =>
  withCompany(orm, companyId, (em) =>
    em.find(WebhookEndpoint, { companyId }, { orderBy: { createdAt: 'asc', id: 'asc' } }),
  );

/** Throws `not_found`. */
export async function findEndpoint({ orm }: GatewayContext, companyId: string, id: string): Promise<WebhookEndpoint> {
  const endpoint = await withCompany(orm, companyId, (em) => em.findOne(WebhookEndpoint, { id, companyId }));
  if (endpoint === null) throw new HttpProblem('not_found');
  return endpoint;
}

/** The endpoint, locked for an update; throws `not_found`. */
export async function lockEndpoint(em: Em, companyId: string, id: string): Promise<WebhookEndpoint> {
  const endpoint = await em.findOne(WebhookEndpoint, { id, companyId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (endpoint === null) throw new HttpProblem('not_found');
  return endpoint;
}
