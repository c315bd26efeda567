import type { Database } from '@goen/case-store';
import { type Logger, startClaimLoop } from '@goen/service-kit';
import { openSender, type SendResult } from '@goen/service-kit/outbound';
import { count, withSpan } from '@goen/service-kit/telemetry';
import { attemptDelivery } from './attempt-delivery.ts';
import { claimDueDeliveries, toDeliveryLimits } from './claim-deliveries.ts';
import type { ClaimedDelivery } from './record-attempt.ts';
import type { WebhookSettings } from './webhook-settings.ts';

export type DelivererOptions = {
  readonly orm: Database;
  readonly logger: Logger;
  readonly settings: WebhookSettings;
  /** Most deliveries in flight at once. */
  readonly inFlight: number;
  /** Most time of one attempt, from the DNS lookup to the response. */
  readonly timeoutMs: number;
  readonly pollMs?: number;
};

const defaultPollMs = 1_000;

/**
 * Delivers due webhooks until stopped, with a bounded number in flight: in total, per endpoint and per company. Several
 * gateways share the work; the claims of one that crashes expire and are taken over.
 */
export function startDeliverer(options: DelivererOptions): { stop(): Promise<void> } {
  const { orm, settings, logger, inFlight, timeoutMs } = options;
  const sender = openSender(settings, timeoutMs);
  const limits = toDeliveryLimits(inFlight);
  const active = new Set<ClaimedDelivery>();
  // Kept here only: a new process learns it again in one timeout.
  const slowEndpoints = new Set<string>();
  const loop = startClaimLoop<ClaimedDelivery>({
    inFlight,
    pollMs: options.pollMs ?? defaultPollMs,
    claim: () => claimDueDeliveries(orm, { limits, timeoutMs, active, slowEndpoints }),
    async run(delivery) {
      active.add(delivery);
      try {
        const outcome = await withSpan('deliver webhook', { kind: 'client', parent: null }, () =>
          attemptDelivery({ orm, sender, secretKey: settings.secretKey, logger }, delivery),
        );
        if (outcome) count('goen_webhook_deliveries_total', { outcome: nameOutcome(outcome) });
        if (outcome?.kind === 'failed' && outcome.error === 'timeout') slowEndpoints.add(delivery.endpointId);
        else slowEndpoints.delete(delivery.endpointId);
      } catch (error) {
        logger.error({ err: error, deliveryId: delivery.id }, 'Failed to record a webhook delivery; will retry');
      }
      active.delete(delivery);
    },
    onClaimError: (error) => logger.error({ err: error }, 'Failed to claim webhook deliveries; will retry'),
  });
  return {
    async stop() {
      await loop.stop();
      await sender.close();
    },
  };
}

/** The class of a status: receivers may answer any. */
const nameOutcome = (result: SendResult): string =>
  result.kind === 'failed' ? result.error : `status_${Math.floor(result.status / 100)}xx`;
