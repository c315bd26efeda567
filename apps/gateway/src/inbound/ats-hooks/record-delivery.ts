import { createHash, randomUUID } from 'node:crypto';
import type { HookRequest } from '@goen/ats';
import { type Em, HookDelivery } from '@goen/case-store';
import { personHash, type SealKeys, seal, unseal } from '@goen/service-kit';
import { addressesIn } from './addresses-in.ts';

const keptDays = 30;
/** Each delivery forgets this many old ones of its company: more than come in, so they never pile up. */
const forgetRows = 10;
/** Of an id as it came; an index holds no key of any length. */
const maxKeyLength = 200;

/**
 * Writes a delivery down before anything comes of it, or counts that it came again; answers the row. One without an id
 * of its own is another each time: a recruiter may do the same thing again, and what it tells is done once anyhow.
 */
export async function journal(
  em: Em,
  of: { readonly companyId: string; readonly connectionId: string; readonly deliveryId: string | null },
  request: HookRequest,
  keys: { readonly secretKey: SealKeys; readonly personHashKey: string },
  now: Date,
): Promise<HookDelivery> {
  const id = randomUUID();
  const key = of.deliveryId ? keyOf(of.deliveryId) : id;
  const personHashes = addressesIn(request).map((address) => personHash(address, keys.personHashKey));
  await em.execute(
    `insert into hook_delivery
       (id, company_id, connection_id, delivery_key, state, request, told, case_ids, person_hashes, deliveries, received_at)
     values (?, ?, ?, ?, 'received', ?, '[]', '{}', ?, 1, ?)
     on conflict (connection_id, delivery_key) do update set deliveries = hook_delivery.deliveries + 1`,
    [
      id,
      of.companyId,
      of.connectionId,
      key,
      sealRequest(request, id, keys.secretKey),
      `{${personHashes.join(',')}}`,
      now,
    ],
  );
  await em.execute(
    `delete from hook_delivery where id in (select id from hook_delivery
       where company_id = ? and received_at < ?::timestamptz - make_interval(days => ?)
       order by received_at limit ? for update skip locked)`,
    [of.companyId, now, keptDays, forgetRows],
  );
  return em.findOneOrFail(HookDelivery, { connectionId: of.connectionId, deliveryKey: key });
}

const keyOf = (deliveryId: string): string =>
  deliveryId.length <= maxKeyLength ? deliveryId : createHash('sha256').update(deliveryId).digest('hex');

function sealRequest({ headers, url, body }: HookRequest, id: string, key: SealKeys): Buffer {
  const kept = { headers: [...headers], url: url.href, body: Buffer.from(body).toString('base64') };
  return seal(JSON.stringify(kept), id, key);
}

/** The request as it came; null when it was erased. */
export function requestOf({ id, request }: HookDelivery, key: SealKeys): HookRequest | null {
  if (!request) return null;
  const kept = JSON.parse(unseal(request, id, key)) as { headers: [string, string][]; url: string; body: string };
  return { headers: new Headers(kept.headers), url: new URL(kept.url), body: Buffer.from(kept.body, 'base64') };
}
