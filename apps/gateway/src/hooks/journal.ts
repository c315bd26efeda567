import { createHash, randomUUID } from 'node:crypto';
import type { HookRequest } from '@goen/ats';
import { type Em, HookDelivery } from '@goen/case-store';
import { seal, unseal } from '@goen/service-kit';

const keptDays = 30;
/** Each delivery forgets this many old ones of its company: more than come in, so they never pile up. */
const forgetRows = 10;

/**
 * Writes a delivery down before anything comes of it, or counts that it came again; answers the row. One without an id
 * of its own is known by its bytes, for a day: a recruiter may do the same thing again later.
 */
export async function journal(
  em: Em,
  of: { readonly companyId: string; readonly connectionId: string; readonly deliveryId: string | null },
  request: HookRequest,
  secretKey: Uint8Array,
  now: Date,
): Promise<HookDelivery> {
  const id = randomUUID();
  const hash = createHash('sha256').update(request.url.search).update(request.body).digest('hex');
  const key = of.deliveryId?.slice(0, 200) ?? `${now.toISOString().slice(0, 10)}:${hash}`;
  await em.execute(
    `insert into hook_delivery
       (id, company_id, connection_id, delivery_key, state, request, told, case_ids, deliveries, received_at)
     values (?, ?, ?, ?, 'received', ?, '[]', '{}', 1, ?)
     on conflict (connection_id, delivery_key) do update set deliveries = hook_delivery.deliveries + 1`,
    [id, of.companyId, of.connectionId, key, sealRequest(request, id, secretKey), now],
  );
  await em.execute(
    `delete from hook_delivery where id in (select id from hook_delivery
       where company_id = ? and received_at < ?::timestamptz - make_interval(days => ?)
       order by received_at limit ? for update skip locked)`,
    [of.companyId, now, keptDays, forgetRows],
  );
  return em.findOneOrFail(HookDelivery, { connectionId: of.connectionId, deliveryKey: key });
}

function sealRequest({ headers, url, body }: HookRequest, id: string, key: Uint8Array): Buffer {
  const kept = { headers: [...headers], url: url.href, body: Buffer.from(body).toString('base64') };
  return seal(JSON.stringify(kept), id, key);
}

/** The request as it came; null when it was erased. */
export function requestOf({ id, request }: HookDelivery, key: Uint8Array): HookRequest | null {
  if (!request) return null;
  const kept = JSON.parse(unseal(request, id, key)) as { headers: [string, string][]; url: string; body: string };
  return { headers: new Headers(kept.headers), url: new URL(kept.url), body: Buffer.from(kept.body, 'base64') };
}
