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
    /** Until then one process owns it. */
    leaseUntil: p.datetime().nullable(),
  },
});

/** The mails of one request to a provider, stored before its first attempt. */
export class SendBatch extends SendBatchSchema.class {}
SendBatchSchema.setClass(SendBatch);
