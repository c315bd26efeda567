import type { MailProviderName } from '@goen/contracts/public';
import { defineEntity, p } from '@mikro-orm/core';

const ProviderEventSchema = defineEntity({
  name: 'ProviderEvent',
  tableName: 'provider_event',
  properties: {
    provider: p.text().$type<MailProviderName>().primary(),
    /** The provider’s id: a repeat is recognised for as long as the row is kept. */
    eventId: p.text().primary(),
    messageId: p.uuid(),
    type: p.text(),
    occurredAt: p.datetime(),
    receivedAt: p.datetime(),
  },
});
export class ProviderEvent extends ProviderEventSchema.class {}
ProviderEventSchema.setClass(ProviderEvent);
