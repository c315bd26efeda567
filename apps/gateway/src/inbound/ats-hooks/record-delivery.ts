import { createHash, randomUUID } from 'node:crypto';
import type { HookRequest, ReportedItem } from '@goen/ats';
import { type Em, HookDelivery } from '@goen/case-store';
import { personHash, pgArray, type SealKeys, seal, unseal } from '@goen/service-kit';
import { findAddresses } from './find-addresses.ts';

/** Longer delivery ids are hashed: an index entry has a maximum size. */
const maxKeyLength = 200;

/**
 * Records a delivery before it is processed, or counts a repeat of it; returns the row. A delivery without an id is new
 * each time: a recruiter may do the same thing twice, and processing it twice is harmless.
 */
export async function recordDelivery(
  em: Em,
  delivery: { readonly companyId: string; readonly connectionId: string; readonly deliveryId: string | null },
  request: HookRequest,
  keys: { readonly secretKey: SealKeys; readonly personHashKey: string },
  now: Date,
): Promise<HookDelivery> {
  const { companyId, connectionId, deliveryId } = delivery;
  const id = randomUUID();
  const deliveryKey = deliveryId ? toDeliveryKey(deliveryId) : id;
  const personHashes = findAddresses(request).map((address) => personHash(address, keys.personHashKey));
  await em.execute(
    `insert into hook_delivery
       (id, company_id, connection_id, delivery_key, state, request, told, case_ids, person_hashes, deliveries, received_at)
     values (?, ?, ?, ?, 'received', ?, '[]', '{}', ?, 1, ?)
     on conflict (connection_id, delivery_key) do update set deliveries = hook_delivery.deliveries + 1`,
    [id, companyId, connectionId, deliveryKey, sealRequest(request, id, keys.secretKey), pgArray(personHashes), now],
  );
  return em.findOneOrFail(HookDelivery, { connectionId, deliveryKey });
}

/** Records that a delivery was ignored, and nothing of what was in it. */
export async function recordDiscarded(
  em: Em,
  { companyId, connectionId, deliveryId }: { companyId: string; connectionId: string; deliveryId: string | null },
  items: readonly ReportedItem[],
  now: Date,
): Promise<void> {
  const id = randomUUID();
  const told = items.flatMap((item) => (item.kind === 'ignored' ? [{ kind: item.kind, reason: item.reason }] : []));
  await em.execute(
    `insert into hook_delivery
       (id, company_id, connection_id, delivery_key, state, told, case_ids, person_hashes, deliveries, received_at,
        settled_at)
     values (?, ?, ?, ?, 'ignored', ?, '{}', '{}', 1, ?, ?)
     on conflict (connection_id, delivery_key) do update set deliveries = hook_delivery.deliveries + 1`,
    [id, companyId, connectionId, deliveryId ? toDeliveryKey(deliveryId) : id, JSON.stringify(told), now, now],
  );
}

const toDeliveryKey = (deliveryId: string): string =>
  deliveryId.length <= maxKeyLength ? deliveryId : createHash('sha256').update(deliveryId).digest('hex');

function sealRequest({ headers, url, body }: HookRequest, id: string, key: SealKeys): Buffer {
  const stored = { headers: [...headers], url: url.href, body: Buffer.from(body).toString('base64') };
  return seal(JSON.stringify(stored), id, key);
}

/** The request as it was received; null once it was erased. */
export function unsealRequest({ id, request }: HookDelivery, key: SealKeys): HookRequest | null {
  if (!request) return null;
  const stored = JSON.parse(unseal(request, id, key)) as { headers: [string, string][]; url: string; body: string };
  return { headers: new Headers(stored.headers), url: new URL(stored.url), body: Buffer.from(stored.body, 'base64') };
}
