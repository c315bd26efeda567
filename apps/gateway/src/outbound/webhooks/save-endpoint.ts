import { randomBytes, randomUUID } from 'node:crypto';
import { type Em, WebhookEndpoint, withCompany } from '@goen/case-store';
import { type AuditActor, recordAudit } from '@goen/cases';
import {
  listenUrl,
  maxEndpoints,
  type newWebhookEndpoint,
  type WebhookEndpointView,
  type webhookEndpointPatch,
  type webhookEndpointSecret,
} from '@goen/contracts/public';
import { HttpProblem, seal } from '@goen/service-kit';
import { checkUrl } from '@goen/service-kit/outbound';
import { dropPendingDeliveries } from '@goen/webhooks';
import type { z } from 'zod';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { lockEndpoint } from './find-endpoint.ts';
import { viewEndpoint } from './view-webhook.ts';

type EndpointWithSecret = z.infer<typeof webhookEndpointSecret>;

const secretBytes = 32;

/** Creates an endpoint. Its secret is returned here and never again. */
export async function createEndpoint(
  context: GatewayContext,
  companyId: string,
  { url, description, types }: z.output<typeof newWebhookEndpoint>,
  actor: AuditActor,
): Promise<EndpointWithSecret> {
  await assertPublicUrl(context, url);
  const id = randomUUID();
  const secret = generateSecret();
  return withCompany(context.orm, companyId, async (em) => {
    await lockRoomForEndpoint(em, companyId);
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
    const subject = { type: 'webhook_endpoint', id };
    await recordAudit(em, { companyId, actor, action: 'webhook_endpoint.created', subject });
    return { endpoint: viewEndpoint(endpoint), secret };
  });
}

/** Serialises the creation of endpoints of a company; throws `too_many_endpoints`. */
export async function lockRoomForEndpoint(em: Em, companyId: string): Promise<void> {
  await em.execute(`select pg_advisory_xact_lock(hashtextextended('webhooks:' || ?, 0))`, [companyId]);
  if ((await em.count(WebhookEndpoint, { companyId })) >= maxEndpoints) throw new HttpProblem('too_many_endpoints');
}

/** Changes the given fields. Disabling drops pending deliveries; enabling starts with the next event. */
export async function changeEndpoint(
  context: GatewayContext,
  companyId: string,
  id: string,
  patch: z.output<typeof webhookEndpointPatch>,
  actor: AuditActor,
): Promise<WebhookEndpointView> {
  const { url, description, types, state } = patch;
  if (url !== undefined) await assertPublicUrl(context, url);
  return withCompany(context.orm, companyId, async (em) => {
    const endpoint = await lockEndpoint(em, companyId, id);
    if (url !== undefined) {
      assertStandard(endpoint, '/url');
      endpoint.url = url;
    }
    if (description !== undefined) endpoint.description = description;
    if (types !== undefined) endpoint.types = [...new Set(types)];
    if (state !== undefined && state !== endpoint.state) {
      endpoint.state = state;
      endpoint.disabledBecause = state === 'disabled' ? 'asked' : null;
    }
    await em.flush();
    const subject = { type: 'webhook_endpoint', id };
    const data = { fields: Object.keys(patch) };
    await recordAudit(em, { companyId, actor, action: 'webhook_endpoint.changed', subject, data });
    if (endpoint.state === 'disabled') await dropPendingDeliveries(em, id);
    return viewEndpoint(endpoint);
  });
}

/** Deletes an endpoint with its deliveries; throws `not_found`. */
export async function deleteEndpoint(
  { orm }: GatewayContext,
  companyId: string,
  id: string,
  actor: AuditActor,
): Promise<void> {
  await withCompany(orm, companyId, async (em) => {
    if ((await em.nativeDelete(WebhookEndpoint, { id, companyId })) === 0) throw new HttpProblem('not_found');
    const subject = { type: 'webhook_endpoint', id };
    await recordAudit(em, { companyId, actor, action: 'webhook_endpoint.deleted', subject });
  });
}

/** Replaces the secret. The old one keeps signing for `graceHours`, so that the receiver can switch without loss. */
export function rotateEndpointSecret(
  context: GatewayContext,
  companyId: string,
  id: string,
  graceHours: number,
  actor: AuditActor,
): Promise<EndpointWithSecret> {
  const secret = generateSecret();
  return withCompany(context.orm, companyId, async (em) => {
    const endpoint = await lockEndpoint(em, companyId, id);
    assertStandard(endpoint, '');
    const keepsOld = graceHours > 0;
    endpoint.previousSecret = keepsOld ? endpoint.secret : null;
    endpoint.previousSecretUntil = keepsOld ? new Date(Date.now() + graceHours * 3_600_000) : null;
    endpoint.secret = seal(secret, id, context.webhooks.secretKey);
    await em.flush();
    const subject = { type: 'webhook_endpoint', id };
    const data = { grace_hours: graceHours };
    await recordAudit(em, { companyId, actor, action: 'webhook_secret.rotated', subject, data });
    return { endpoint: viewEndpoint(endpoint), secret };
  });
}

/** The address of a chat is its secret: another one is another chat. */
function assertStandard({ format }: WebhookEndpoint, pointer: string): void {
  if (format === 'standard') return;
  const error = { pointer, code: 'chat', detail: 'This is a chat: delete it and create another one.' };
  throw new HttpProblem('invalid_request', { errors: [error] });
}

/** A secret in the format of Standard Webhooks. */
const generateSecret = (): string => `whsec_${randomBytes(secretBytes).toString('base64')}`;

async function assertPublicUrl({ webhooks }: GatewayContext, url: string): Promise<void> {
  if (url === listenUrl) return;
  const error = await checkUrl(url, webhooks);
  if (error) throw new HttpProblem('invalid_request', { errors: [error] });
}
