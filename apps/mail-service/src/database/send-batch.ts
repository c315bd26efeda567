import type { MailProviderName } from '@goen/contracts/public';
import { defineEntity, p } from '@mikro-orm/core';

const SendBatchSchema = defineEntity({
  name: 'SendBatch',
  tableName: 'send_batch',
  properties: {
    /** The provider's idempotency key. */
    id: p.uuid().primary(),
    provider: p.text().$type<MailProviderName>(),
    /** In the order of the request. */
    messageIds: p.array().columnType('uuid[]'),
    createdAt: p.datetime(),
    /** Until then one process settles it. */
    leaseUntil: p.datetime().nullable(),
  },
});

/** What one request to a provider carried, written before its first try. */
export class SendBatch extends SendBatchSchema.class {}
SendBatchSchema.setClass(SendBatch);

const RateLimitSchema = defineEntity({
  name: 'RateLimit',
  tableName: 'rate_limit',
  properties: {
    provider: p.text().primary(),
    /** The next request may leave then. */
    nextAt: p.datetime(),
    takenUntilMs: p.array().columnType('double precision[]'),
  },
});
export class RateLimit extends RateLimitSchema.class {}
RateLimitSchema.setClass(RateLimit);
