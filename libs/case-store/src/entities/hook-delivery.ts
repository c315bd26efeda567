import type { HookDeliveryState, HookItemResult } from '@goen/contracts/public';
import { defineEntity, p } from '@mikro-orm/core';

const HookDeliverySchema = defineEntity({
  name: 'HookDelivery',
  tableName: 'hook_delivery',
  properties: {
    id: p.uuid().primary(),
    companyId: p.uuid(),
    connectionId: p.uuid(),
    /** The system's own id of the delivery, what tells a repeat; its hash when it is long, else the id of this row. */
    deliveryKey: p.text(),
    state: p.text().$type<HookDeliveryState>(),
    /** Method, URL, headers and body as they came, sealed for this row: a secret may stand in them. Null when erased. */
    request: p.blob().nullable(),
    /** What came of each thing that it told. */
    told: p.json<readonly HookItemResult[]>(),
    /** The cases that it concerned, and whose addresses stand in it: an erasure reaches its bytes by them. */
    caseIds: p.array().$type<string[]>(),
    personHashes: p.array().$type<string[]>(),
    /** How often it came. */
    deliveries: p.integer(),
    receivedAt: p.datetime(3),
    settledAt: p.datetime(3).nullable(),
  },
});
export class HookDelivery extends HookDeliverySchema.class {}
HookDeliverySchema.setClass(HookDelivery);
