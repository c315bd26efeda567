import { type Database, type Em, withCompany } from '@goen/case-store';
import type { SendResult } from '@goen/service-kit/outbound';
import { toRetryDelayMs } from './retry-delay.ts';

/** A delivery that this process claimed; `attempts` counts the current one. */
export type ClaimedDelivery = {
  readonly id: string;
  readonly companyId: string;
  readonly endpointId: string;
  readonly attempts: number;
};

const goneStatus = 410;

/**
 * Records the outcome of a delivery attempt: delivered (2xx), to be retried, failed for good, or dropped with everything
 * pending for a disabled endpoint. 410 disables the endpoint. Ignores a delivery that was claimed again meanwhile.
 */
export async function recordDeliveryAttempt(
  orm: Database,
  delivery: ClaimedDelivery,
  outcome: SendResult,
): Promise<void> {
  const { id, companyId, endpointId, attempts } = delivery;
  await withCompany(orm, companyId, async (em) => {
    // Locks the endpoint first, like disabling and deleting it: the other order would deadlock.
    await em.execute('select 1 from webhook_endpoint where id = ? for no key update', [endpointId]);
    if (outcome.kind === 'failed' && outcome.error === 'endpoint_disabled') {
      return dropPendingDeliveries(em, endpointId);
    }
    const isDelivered = outcome.kind === 'answered' && outcome.status >= 200 && outcome.status < 300;
    const isGone = outcome.kind === 'answered' && outcome.status === goneStatus;
    const retryAfterMs = outcome.kind === 'answered' ? outcome.retryAfterMs : 0;
    const delayMs = isDelivered || isGone ? null : toRetryDelayMs(attempts, retryAfterMs);
    const state = isDelivered ? 'delivered' : delayMs === null ? 'failed' : 'pending';
    const updated = await em.execute<unknown[]>(
      `update webhook_delivery set state = ?, last_attempt_at = now(), last_status = ?, last_error = ?,
         next_attempt_at = now() + make_interval(secs => ?::float8 / 1000)
       where id = ? and state = 'pending' and attempts = ? returning id`,
      [
        state,
        outcome.kind === 'answered' ? outcome.status : null,
        isDelivered ? null : outcome.kind === 'answered' ? 'http_status' : outcome.error,
        delayMs,
        id,
        attempts,
      ],
    );
    if (updated.length === 0) return;
    const column = isDelivered ? 'last_delivered_at' : 'last_failed_at';
    await em.execute(`update webhook_endpoint set ${column} = now() where id = ?`, [endpointId]);
    if (!isGone) return;
    await em.execute(
      `update webhook_endpoint set state = 'disabled', disabled_because = 'gone' where id = ? and state = 'enabled'`,
      [endpointId],
    );
    await dropPendingDeliveries(em, endpointId);
  });
}

/** Nothing stays pending for a disabled endpoint; a replay sends it later. */
export async function dropPendingDeliveries(em: Em, endpointId: string): Promise<void> {
  await em.execute(
    `update webhook_delivery set state = 'dropped', last_error = 'endpoint_disabled', next_attempt_at = null
     where endpoint_id = ? and state = 'pending'`,
    [endpointId],
  );
}
