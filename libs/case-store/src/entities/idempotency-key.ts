import { defineEntity, p } from '@mikro-orm/core';

const IdempotencyKeySchema = defineEntity({
  name: 'IdempotencyKey',
  tableName: 'idempotency_key',
  properties: {
    id: p.uuid().primary(),
    companyId: p.uuid(),
    method: p.text(),
    route: p.text(),
    key: p.text(),
    bodyHash: p.text(),
    /** Null while the first request runs. */
    status: p.integer().nullable(),
    contentType: p.text().nullable(),
    body: p.text().nullable(),
    /** When the key of a crashed request can be used again. */
    leaseUntil: p.datetime(3).defaultRaw('now()'),
    createdAt: p.datetime(3).defaultRaw('now()'),
  },
});
export class IdempotencyKey extends IdempotencyKeySchema.class {}
IdempotencyKeySchema.setClass(IdempotencyKey);
