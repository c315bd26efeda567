import { randomUUID } from 'node:crypto';
import { WebhookEndpoint, withCompany } from '@goen/case-store';
import { type AuditActor, recordAudit } from '@goen/cases';
import type { newChat, WebhookEndpointView } from '@goen/contracts/public';
import { HttpProblem, seal } from '@goen/service-kit';
import { checkUrl } from '@goen/service-kit/outbound';
import { chatEventTypes, findChatVendor, formatChatAddress } from '@goen/webhooks';
import type { z } from 'zod';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { lockRoomForEndpoint } from './save-endpoint.ts';
import { viewEndpoint } from './view-webhook.ts';

type NewChat = z.output<typeof newChat>;

/** Creates an endpoint that writes events into a chat. Whoever has its address can post there, so it is sealed. */
export async function createChat(
  context: GatewayContext,
  companyId: string,
  { kind, url, token, description, types, locale }: NewChat,
  actor: AuditActor,
): Promise<WebhookEndpointView> {
  await assertChatAddress(context, { kind, url, token });
  const id = randomUUID();
  const subscribed = types.length > 0 ? types : chatEventTypes;
  return withCompany(context.orm, companyId, async (em) => {
    await lockRoomForEndpoint(em, companyId);
    const endpoint = em.create(WebhookEndpoint, {
      id,
      companyId,
      url: `${new URL(url).origin}/…`,
      format: kind,
      locale,
      description,
      types: [...new Set(subscribed)],
      state: 'enabled',
      secret: seal(formatChatAddress({ url, token }), id, context.webhooks.secretKey),
      createdAt: new Date(),
    });
    await em.persist(endpoint).flush();
    const subject = { type: 'webhook_endpoint', id };
    await recordAudit(em, { companyId, actor, action: 'webhook_endpoint.created', subject, data: { format: kind } });
    return viewEndpoint(endpoint);
  });
}

async function assertChatAddress(
  { webhooks }: GatewayContext,
  { kind, url, token }: Pick<NewChat, 'kind' | 'url' | 'token'>,
) {
  const vendor = findChatVendor(kind);
  const unsafe = await checkUrl(url, webhooks);
  if (unsafe) throw new HttpProblem('invalid_request', { errors: [unsafe] });
  // In development a chat may be a local server.
  if (!webhooks.allowPrivate && !vendor.isOwnHost(new URL(url).hostname)) {
    const error = { pointer: '/url', code: 'other_host', detail: 'This is no address of that chat.' };
    throw new HttpProblem('invalid_request', { errors: [error] });
  }
  if (vendor.needsToken === (token === null)) {
    const detail = vendor.needsToken ? 'This chat needs an API token.' : 'This chat takes no token.';
    throw new HttpProblem('invalid_request', { errors: [{ pointer: '/token', code: 'token', detail }] });
  }
}
