import type { WebhookDelivery } from './delivery.ts';

/** How one provider posts its events to the customer. */
export type WebhookTransport = {
  url: string;
  maxBatchSize: number;
  maxInFlight: number;
  /** Called for each attempt, since the signature covers the time of the request. */
  buildRequest(deliveries: WebhookDelivery[]): { body: string; headers: Record<string, string> };
};
