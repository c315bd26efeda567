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
/** A person's words for one mail. No fact, since they may tell of the candidate: erasure deletes them. */
export class MailEdit extends MailEditSchema.class {}
MailEditSchema.setClass(MailEdit);

const ApprovalReminderSchema = defineEntity({
  name: 'ApprovalReminder',
  tableName: 'approval_reminder',
  properties: {
    id: p.uuid().primary(),
    companyId: p.uuid(),
    /** In Asia/Tokyo, by the clock of the case that told. */
    date: p.date(),
    createdAt: p.datetime(3),
  },
});
/** The recruiters of a company heard that day of mails that wait for their yes. */
export class ApprovalReminder extends ApprovalReminderSchema.class {}
ApprovalReminderSchema.setClass(ApprovalReminder);
