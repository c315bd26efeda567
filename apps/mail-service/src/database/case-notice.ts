import { defineEntity, p } from '@mikro-orm/core';

export const caseNoticeKinds = ['delivered', 'failed', 'bounced', 'complained'] as const;
export type CaseNoticeKind = (typeof caseNoticeKinds)[number];

const CaseNoticeSchema = defineEntity({
  name: 'CaseNotice',
  tableName: 'case_notice',
  properties: {
    id: p.uuid().primary(),
    messageId: p.uuid(),
    kind: p.enum(caseNoticeKinds).$type<CaseNoticeKind>(),
    occurredAt: p.datetime(),
    attempts: p.integer(),
    /** Null once the gateway is notified. */
    nextAttemptAt: p.datetime().fieldName('next_try_at').nullable(),
    notifiedAt: p.datetime().fieldName('told_at').nullable(),
  },
});

/** What a provider reported about a mail, which the gateway is notified of until it accepts the notice. */
export class CaseNotice extends CaseNoticeSchema.class {}
CaseNoticeSchema.setClass(CaseNotice);
