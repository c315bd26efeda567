import { type Database, type Em, withCompany } from '@goen/case-store';
import type { SendResult } from '@goen/service-kit/outbound';
import type { Claimed } from './deliver.ts';
import { retryDelay } from './retries.ts';

const gone = 410;

/**
 * Keeps what a try came to: delivered (2xx), tried again later, given up, or dropped with all that waits for an endpoint
 * that is disabled. 410 disables it. Passes over a delivery that was claimed again meanwhile.
 */
export async function settleWebhookDelivery(orm: Database, claimed: Claimed, answer: SendResult): Promise<void> {
  await withCompany(orm, claimed.companyId, async (em) => {
    // The endpoint first, as who disables or deletes it does: the other way round they would wait for each other.
    await em.execute('select 1 from webhook_endpoint where id = ? for no key update', [claimed.endpointId]);
    if (answer.kind === 'failed' && answer.error === 'endpoint_disabled') return dropPending(em, claimed.endpointId);
    const isDelivered = answer.kind === 'answered' && answer.status >= 200 && answer.status < 300;
    const isGone = answer.kind === 'answered' && answer.status === gone;
    const delayMs =
      isDelivered || isGone ? null : retryDelay(claimed.attempts, answer.kind === 'answered' ? answer.retryAfterMs : 0);
    const state = isDelivered ? 'delivered' : delayMs === null ? 'failed' : 'pending';
    const settled = await em.execute<unknown[]>(
      `update webhook_delivery set state = ?, last_attempt_at = now(), last_status = ?, last_error = ?,
         next_attempt_at = now() + make_interval(secs => ?::float8 / 1000)
       where id = ? and state = 'pending' and attempts = ? returning id`,
      [
        state,
        answer.kind === 'answered' ? answer.status : null,
        isDelivered ? null : answer.kind === 'answered' ? 'http_status' : answer.error,
        delayMs,
        claimed.id,
        claimed.attempts,
      ],
    );
    if (settled.length === 0) return;
    const seen = isDelivered ? 'last_delivered_at' : 'last_failed_at';
    await em.execute(`update webhook_endpoint set ${seen} = now() where id = ?`, [claimed.endpointId]);
    if (!isGone) return;
    await em.execute(
      `update webhook_endpoint set state = 'disabled', disabled_because = 'gone' where id = ? and state = 'enabled'`,
      [claimed.endpointId],
    );
    await dropPending(em, claimed.endpointId);
  });
}

/** Nothing waits for an endpoint that is disabled; a replay sends it after all. */
export async function dropPending(em: Em, endpointId: string): Promise<void> {
  await em.execute(
    `update webhook_delivery set state = 'dropped', last_error = 'endpoint_disabled', next_attempt_at = null
     where endpoint_id = ? and state = 'pending'`,
    [endpointId],
  );
}
