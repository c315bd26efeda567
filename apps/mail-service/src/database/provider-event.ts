import type { MailProviderName } from '@goen/contracts/public';
import { defineEntity, p } from '@mikro-orm/core';

const ProviderEventSchema = defineEntity({
  name: 'ProviderEvent',
  tableName: 'provider_event',
  properties: {
    provider: p.text().$type<MailProviderName>().primary(),
    /** The provider's: kept for good, so that a repeat is known however late it comes. */
    eventId: p.text().primary(),
    messageId: p.uuid(),
    type: p.text(),
    occurredAt: p.datetime(),
    receivedAt: p.datetime(),
  },
});
export class ProviderEvent extends ProviderEventSchema.class {}
ProviderEventSchema.setClass(ProviderEvent);

export type CaseNoticeKind = 'bounced' | 'complained';

const CaseNoticeSchema = defineEntity({
  name: 'CaseNotice',
  tableName: 'case_notice',
  properties: {
    id: p.uuid().primary(),
    messageId: p.uuid(),
    kind: p.enum(['bounced', 'complained']).$type<CaseNoticeKind>(),
    occurredAt: p.datetime(),
    attempts: p.integer(),
    /** Null once the gateway knows. */
    nextAttemptAt: p.datetime().nullable(),
    notifiedAt: p.datetime().nullable(),
  },
});

/** What a case must learn of its mail; told to the gateway until it answers. */
export class CaseNotice extends CaseNoticeSchema.class {}
CaseNoticeSchema.setClass(CaseNotice);
