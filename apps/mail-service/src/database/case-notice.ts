import { defineEntity, p } from '@mikro-orm/core';

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
    /** Null once the gateway is notified. */
    nextAttemptAt: p.datetime().fieldName('next_try_at').nullable(),
    notifiedAt: p.datetime().fieldName('told_at').nullable(),
  },
});

/** A bounce or complaint that the gateway is notified of until it accepts the notice. */
export class CaseNotice extends CaseNoticeSchema.class {}
CaseNoticeSchema.setClass(CaseNotice);
