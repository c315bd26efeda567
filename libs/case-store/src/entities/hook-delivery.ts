import type { HookDeliveryState, HookItemResult } from '@goen/contracts/public';
import { defineEntity, p } from '@mikro-orm/core';

const HookDeliverySchema = defineEntity({
  name: 'HookDelivery',
  tableName: 'hook_delivery',
  properties: {
    id: p.uuid().primary(),
    companyId: p.uuid(),
    connectionId: p.uuid(),
    /** Identifies a repeat: the vendor's delivery id, or its hash when long; without one, the id of this row. */
    deliveryKey: p.text(),
    state: p.text().$type<HookDeliveryState>(),
    /** Method, URL, headers and body as received, sealed because they may contain a secret. Null when erased. */
    request: p.blob().nullable(),
    /** The result of each reported item. */
    told: p.json<readonly HookItemResult[]>(),
    /** The affected cases and persons: an erasure finds the request by them. */
    caseIds: p.array().$type<string[]>(),
    personHashes: p.array().$type<string[]>(),
    /** How often it was received. */
    deliveries: p.integer(),
    receivedAt: p.datetime(3),
    settledAt: p.datetime(3).nullable(),
  },
});
export class HookDelivery extends HookDeliverySchema.class {}
HookDeliverySchema.setClass(HookDelivery);
