import { type WebhookDeliveryView, type WebhookEndpointView, webhookDeliveryPage } from '@goen/contracts/public';
import { roundedNow } from '@goen/service-kit/database';
import { type DelivererOptions, startDeliverer } from '@goen/webhooks';
import { type GatewayFixture, startGatewayFixture } from './gateway-fixture.ts';
import { startReceiver } from './receiver.ts';

type EndpointWithSecret = { readonly endpoint: WebhookEndpointView; readonly secret: string };

/** The gateway, a company's receiver, and a deliverer that runs on demand. */
export async function startWebhookFixture() {
  const [gateway, receiver] = await Promise.all([startGatewayFixture(), startReceiver()]);
  const readEndpoint = async (response: Promise<Response>) => (await (await response).json()) as EndpointWithSecret;
  const listDeliveries = async (id: string, query = ''): Promise<WebhookDeliveryView[]> => {
    const answer = await gateway.request(`/v1/webhook-endpoints/${id}/deliveries${query}`);
    return webhookDeliveryPage.parse(await answer.json()).items;
  };
  return {
    gateway,
    receiver,
    addEndpoint: (body: object = {}, key?: string) =>
      readEndpoint(gateway.post('/v1/webhook-endpoints', { url: receiver.url, ...body }, {}, key)),
    rotate: (id: string, graceHours: number) =>
      readEndpoint(gateway.post(`/v1/webhook-endpoints/${id}/rotate-secret`, { grace_hours: graceHours })),
    async sendTest(id: string): Promise<string> {
      const answer = await gateway.post(`/v1/webhook-endpoints/${id}/test`, {});
      return ((await answer.json()) as { event_id: string }).event_id;
    },
    listDeliveries,
    async getEndpoint(id: string): Promise<WebhookEndpointView> {
      return (await (await gateway.request(`/v1/webhook-endpoints/${id}`)).json()) as WebhookEndpointView;
    },
    /** Makes pending retries due now. */
    makeDue: () => gateway.rows("update webhook_delivery set next_attempt_at = now() where state = 'pending'"),
    /** Runs a deliverer until nothing is due. */
    async deliverAll(options: Partial<DelivererOptions> = {}): Promise<void> {
      const deliverer = startDeliverer(delivererOptions(gateway, options));
      try {
        await waitUntilNothingIsDue(gateway);
      } finally {
        await deliverer.stop();
      }
    },
    async close() {
      await receiver.close();
      await gateway.close();
    },
  };
}

export const delivererOptions = (
  gateway: GatewayFixture,
  options: Partial<DelivererOptions> = {},
): DelivererOptions => ({
  orm: gateway.orm,
  logger: gateway.context.logger,
  settings: gateway.context.webhooks,
  inFlight: 10,
  timeoutMs: 2_000,
  pollMs: 20,
  ...options,
});

/** Deliveries that were claimed meanwhile are awaited when the deliverer stops. */
async function waitUntilNothingIsDue(gateway: GatewayFixture): Promise<void> {
  const due = () =>
    gateway.rows(`select 1 from webhook_delivery where state = 'pending' and next_attempt_at <= ${roundedNow}`);
  while ((await due()).length > 0);
}
