import { randomUUID } from 'node:crypto';
import { type Em, WebhookEndpoint, withCompany } from '@goen/case-store';
import {
  type changeEndpoint,
  type createEndpoint,
  type endpointSecret,
  maxEndpoints,
  type WebhookEndpointView,
} from '@goen/contracts/public';
import { HttpProblem, seal } from '@goen/service-kit';
import { checkUrl } from '@goen/service-kit/outbound';
import { LockMode } from '@mikro-orm/core';
import type { z } from 'zod';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { newSecret } from './secrets.ts';
import { dropPending } from './settle-webhook-delivery.ts';
import { viewEndpoint } from './views.ts';

type WithSecret = z.infer<typeof endpointSecret>;

/** A new endpoint and its secret, which is shown now and never again. */
export async function addEndpoint(
  context: GatewayContext,
  companyId: string,
  { url, description, types }: z.output<typeof createEndpoint>,
): Promise<WithSecret> {
  await assertUrl(context, url);
  const id = randomUUID();
  const secret = newSecret();
  return withCompany(context.orm, companyId, async (em) => {
    await em.execute(`select pg_advisory_xact_lock(hashtextextended('webhooks:' || ?, 0))`, [companyId]);
    if ((await em.count(WebhookEndpoint, { companyId })) >= maxEndpoints) throw new HttpProblem('too_many_endpoints');
    const endpoint = em.create(WebhookEndpoint, {
      id,
      companyId,
      url,
      description,
      types: [...new Set(types)],
      state: 'enabled',
      secret: seal(secret, id, context.webhooks.secretKey),
      createdAt: new Date(),
    });
    await em.persist(endpoint).flush();
    return { endpoint: viewEndpoint(endpoint), secret };
  });
}

/** Changes what is given. Disabling drops what waits; enabling begins with the next event. */
export async function saveEndpoint(
  context: GatewayContext,
  companyId: string,
  id: string,
  { url, description, types, state }: z.output<typeof changeEndpoint>,
): Promise<WebhookEndpointView> {
  if (url !== undefined) await assertUrl(context, url);
  return withCompany(context.orm, companyId, async (em) => {
    const endpoint = await lockEndpoint(em, companyId, id);
    if (url !== undefined) endpoint.url = url;
    if (description !== undefined) endpoint.description = description;
    if (types !== undefined) endpoint.types = [...new Set(types)];
    if (state !== undefined && state !== endpoint.state) {
      endpoint.state = state;
      endpoint.disabledBecause = state === 'disabled' ? 'asked' : null;
    }
    await em.flush();
    if (endpoint.state === 'disabled') await dropPending(em, id);
    return viewEndpoint(endpoint);
  });
}

/** A new secret; the old one signs beside it for `graceHours`, so that the receiver can be changed meanwhile. */
export function rotateEndpointSecret(
  context: GatewayContext,
  companyId: string,
  id: string,
  graceHours: number,
): Promise<WithSecret> {
  const secret = newSecret();
  return withCompany(context.orm, companyId, async (em) => {
    const endpoint = await lockEndpoint(em, companyId, id);
    const keepsOld = graceHours > 0;
    endpoint.previousSecret = keepsOld ? endpoint.secret : null;
    endpoint.previousSecretUntil = keepsOld ? new Date(Date.now() + graceHours * 3_600_000) : null;
    endpoint.secret = seal(secret, id, context.webhooks.secretKey);
    await em.flush();
    return { endpoint: viewEndpoint(endpoint), secret };
  });
}

export async function lockEndpoint(em: Em, companyId: string, id: string): Promise<WebhookEndpoint> {
  const found = await em.findOne(WebhookEndpoint, { id, companyId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (found === null) throw new HttpProblem('not_found');
  return found;
}

async function assertUrl({ webhooks }: GatewayContext, url: string): Promise<void> {
  const fault = await checkUrl(url, webhooks);
  if (fault) throw new HttpProblem('invalid_request', { errors: [fault] });
}
