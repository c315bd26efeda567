import { defineEntity, p } from '@mikro-orm/core';

const MailEditSchema = defineEntity({
  name: 'MailEdit',
  tableName: 'mail_edit',
  properties: {
    id: p.uuid().primary(),
    companyId: p.uuid(),
    caseId: p.uuid(),
    candidateId: p.uuid(),
    subject: p.text(),
    body: p.text(),
    createdAt: p.datetime(3),
  },
});
/** A member's own text of one mail. Not a fact, because it may contain personal data that erasure must delete. */
export class MailEdit extends MailEditSchema.class {}
MailEditSchema.setClass(MailEdit);

const ApprovalReminderSchema = defineEntity({
  name: 'ApprovalReminder',
  tableName: 'approval_reminder',
  properties: {
    id: p.uuid().primary(),
    companyId: p.uuid(),
    /** In Asia/Tokyo, on the clock of the case that sent the reminder. */
    date: p.date(),
    createdAt: p.datetime(3),
  },
});
/** The recruiters of a company were reminded that day of mails awaiting approval. */
export class ApprovalReminder extends ApprovalReminderSchema.class {}
ApprovalReminderSchema.setClass(ApprovalReminder);

const MailPauseSchema = defineEntity({
  name: 'MailPause',
  tableName: 'mail_pause',
  properties: {
    companyId: p.uuid().primary(),
    pausedBy: p.text(),
    since: p.datetime(3),
  },
});
/** While the row is there, no mail of the company leaves. */
export class MailPause extends MailPauseSchema.class {}
MailPauseSchema.setClass(MailPause);
