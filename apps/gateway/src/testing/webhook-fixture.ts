import { type WebhookDeliveryView, type WebhookEndpointView, webhookDeliveries } from '@goen/contracts/public';
import { type DelivererOptions, startDeliverer } from '../outbound/webhooks/deliverer.ts';
import { type Bench, startBench } from './gateway-fixture.ts';
import { startReceiver } from './receiver.ts';

type Made = { readonly endpoint: WebhookEndpointView; readonly secret: string };

/** The gateway, a company's receiver, and a deliverer that runs while a test looks. */
export async function startWebhookBench() {
  const [bench, receiver] = await Promise.all([startBench(), startReceiver()]);
  const made = async (answer: Promise<Response>) => (await (await answer).json()) as Made;
  const rows = async (query = '', id?: string): Promise<WebhookDeliveryView[]> => {
    const answer = await bench.request(`/v1/webhook-endpoints/${id}/deliveries${query}`);
    return webhookDeliveries.parse(await answer.json()).items;
  };
  return {
    bench,
    receiver,
    addEndpoint: (body: object = {}, key?: string) =>
      made(bench.post('/v1/webhook-endpoints', { url: receiver.url, ...body }, {}, key)),
    rotate: (id: string, graceHours: number) =>
      made(bench.post(`/v1/webhook-endpoints/${id}/rotate-secret`, { grace_hours: graceHours })),
    async sendTest(id: string): Promise<string> {
      const answer = await bench.post(`/v1/webhook-endpoints/${id}/test`, {});
      return ((await answer.json()) as { event_id: string }).event_id;
    },
    deliveries: (id: string, query?: string) => rows(query, id),
    async endpoint(id: string): Promise<WebhookEndpointView> {
      return (await (await bench.request(`/v1/webhook-endpoints/${id}`)).json()) as WebhookEndpointView;
    },
    /** What waits for a later try is due now. */
    makeDue: () => bench.rows("update webhook_delivery set next_attempt_at = now() where state = 'pending'"),
    /** Runs a deliverer until nothing is due. */
    async deliverAll(options: Partial<DelivererOptions> = {}): Promise<void> {
      const deliverer = startDeliverer(delivererOptions(bench, options));
      try {
        await untilNothingIsDue(bench);
      } finally {
        await deliverer.stop();
      }
    },
    async close() {
      await receiver.close();
      await bench.close();
    },
  };
}

export const delivererOptions = (bench: Bench, options: Partial<DelivererOptions> = {}): DelivererOptions => ({
  orm: bench.orm,
  logger: bench.context.logger,
  settings: bench.context.webhooks,
  inFlight: 10,
  timeoutMs: 2_000,
  pollMs: 20,
  ...options,
});

/** What was claimed meanwhile is awaited by who stops the deliverer. */
async function untilNothingIsDue(bench: Bench): Promise<void> {
  const due = () => bench.rows("select 1 from webhook_delivery where state = 'pending' and next_attempt_at <= now()");
  while ((await due()).length > 0);
}
