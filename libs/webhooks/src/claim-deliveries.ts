import { type Database, withDeliveries } from '@goen/case-store';
import { pgArray } from '@goen/service-kit';
import { roundedNow } from '@goen/service-kit/database';
import type { ClaimedDelivery } from './record-attempt.ts';

/** How deliveries share the slots of a deliverer, so that hanging endpoints leave room for all others. */
export type DeliveryLimits = {
  /** Deliveries in flight, in total. */
  readonly inFlight: number;
  readonly perEndpoint: number;
  readonly perCompany: number;
  /** For all endpoints together that let the last attempt time out. Each of them gets one slot. */
  readonly slow: number;
};

export const toDeliveryLimits = (inFlight: number): DeliveryLimits => ({
  inFlight,
  perEndpoint: Math.ceil(inFlight / 10),
  perCompany: Math.ceil(inFlight / 4),
  slow: Math.ceil(inFlight / 2),
});

export type ClaimOptions = {
  readonly limits: DeliveryLimits;
  readonly timeoutMs: number;
  /** The deliveries in flight. */
  readonly active: Iterable<ClaimedDelivery>;
  readonly slowEndpoints: Iterable<string>;
};

/**
 * Claims due deliveries, those due longest first, as far as their endpoints and companies have slots left: their next
 * attempt moves to a time when this one has certainly ended. Costs a few index probes per endpoint that has any pending,
 * however many those are.
 */
export function claimDueDeliveries(
  orm: Database,
  { limits, timeoutMs, active, slowEndpoints }: ClaimOptions,
): Promise<ClaimedDelivery[]> {
  const running = [...active].map(({ endpointId, companyId }) => ({ endpoint_id: endpointId, company_id: companyId }));
  const slow = new Set(slowEndpoints);
  const slowRunning = running.filter((delivery) => slow.has(delivery.endpoint_id)).length;
  return withDeliveries(orm, async (em) => {
    // In the order of the index the claim ends early; a bitmap would read everything that is due.
    await em.execute('set local enable_bitmapscan = off');
    const rows = await em.execute<Row[]>(claimSql, [
      JSON.stringify(running),
      limits.perEndpoint,
      pgArray([...slow]),
      timeoutMs,
      limits.perCompany,
      limits.slow - slowRunning,
      limits.inFlight - running.length,
    ]);
    return rows.map(({ id, company_id: companyId, endpoint_id: endpointId, attempts }) => ({
      id,
      companyId,
      endpointId,
      attempts,
    }));
  });
}

type Row = { id: string; company_id: string; endpoint_id: string; attempts: number };

// `pending` lists the endpoints by one index probe each, instead of reading everything that is pending.
const claimSql = `
  with recursive running as materialized (
    select * from jsonb_to_recordset(?::jsonb) as r (endpoint_id uuid, company_id uuid)),
  pending as (
    (select endpoint_id from webhook_delivery where state = 'pending' order by endpoint_id limit 1)
    union all
    select (select d.endpoint_id from webhook_delivery d
      where d.state = 'pending' and d.endpoint_id > p.endpoint_id order by d.endpoint_id limit 1)
    from pending p where p.endpoint_id is not null),
  endpoint as materialized (
    select endpoint_id, is_slow,
      case when is_slow then 1 else ? end
        - (select count(*) from running r where r.endpoint_id = pending.endpoint_id) as free
    from (select endpoint_id, endpoint_id = any(?::uuid[]) as is_slow from pending
      where endpoint_id is not null) pending),
  due as materialized (
    select d.id, d.next_attempt_at, is_slow,
      row_number() over (partition by d.company_id order by d.next_attempt_at, d.id)
        + (select count(*) from running r where r.company_id = d.company_id) as nth_of_company,
      row_number() over (partition by is_slow order by d.next_attempt_at, d.id) as nth_of_kind
    from endpoint cross join lateral (
      select id, company_id, next_attempt_at from webhook_delivery d
      where d.endpoint_id = endpoint.endpoint_id and state = 'pending' and next_attempt_at <= ${roundedNow}
      order by next_attempt_at, id limit greatest(free, 0) for update skip locked) d)
  update webhook_delivery set attempts = attempts + 1,
    next_attempt_at = now() + make_interval(secs => 2 * ?::float8 / 1000)
  where id in (
    select id from due where nth_of_company <= ? and (not is_slow or nth_of_kind <= ?)
    order by next_attempt_at, id limit greatest(?, 0))
  returning id, company_id, endpoint_id, attempts`;
