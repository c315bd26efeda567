import { defineEntity, p } from '@mikro-orm/core';

const count = () => p.integer().default(0);

const ReportProgressSchema = defineEntity({
  name: 'ReportProgress',
  tableName: 'report_progress',
  properties: {
    companyId: p.uuid().primary(),
    /** The numbers up to which facts of cases and of introductions are counted. */
    countedSeq: p.bigint('number'),
    countedIntroductionSeq: p.bigint('number'),
    /** Those that count once every transaction before `pendingUntil` has ended. */
    pendingSeq: p.bigint('number'),
    pendingIntroductionSeq: p.bigint('number'),
    pendingUntil: p.bigint('number'),
    /** The same for the results. */
    resultsSeq: p.bigint('number').default(0),
    resultsIntroductionSeq: p.bigint('number').default(0),
  },
});
export class ReportProgress extends ReportProgressSchema.class {}
ReportProgressSchema.setClass(ReportProgress);

const ReportDaySchema = defineEntity({
  name: 'ReportDay',
  tableName: 'report_day',
  properties: {
    companyId: p.uuid().primary(),
    /** In Asia/Tokyo. */
    day: p.date().primary(),
    stage: p.text().primary(),
    job: p.text().primary(),
    rejections: count(),
    mailsSent: count(),
    mailsBounced: count(),
    relayInvitations: count(),
    relayConsents: count(),
    relayWithdrawals: count(),
    referrals: count(),
    referralReversals: count(),
    reapplications: count(),
    hiresAfterReapplying: count(),
    introductionsAsked: count(),
    introductionsAccepted: count(),
    introductionHires: count(),
  },
});
/** What a company's report counts on one day, for one stage and job. */
export class ReportDay extends ReportDaySchema.class {}
ReportDaySchema.setClass(ReportDay);

const ReportPersonSchema = defineEntity({
  name: 'ReportPerson',
  tableName: 'report_person',
  properties: {
    companyId: p.uuid().primary(),
    candidateId: p.uuid().primary(),
    /** Days of relay invitations and relay consents, in Asia/Tokyo. */
    invited: p.array().columnType('date[]'),
    consented: p.array().columnType('date[]'),
  },
});
/** A person who consented to the relay or was invited more than once. */
export class ReportPerson extends ReportPersonSchema.class {}
ReportPersonSchema.setClass(ReportPerson);

const ReportRegroupedSchema = defineEntity({
  name: 'ReportRegrouped',
  tableName: 'report_regrouped',
  properties: { companyId: p.uuid().primary(), caseId: p.uuid().primary() },
});
/** A case whose stage or candidate changed since the last report: a trigger writes it. */
export class ReportRegrouped extends ReportRegroupedSchema.class {}
ReportRegroupedSchema.setClass(ReportRegrouped);

const ReportResultSchema = defineEntity({
  name: 'ReportResult',
  tableName: 'report_result',
  properties: {
    companyId: p.uuid().primary(),
    /** Of the facts, in Asia/Tokyo. */
    day: p.date().primary(),
    measure: p.text().primary(),
    detail: p.text().primary(),
    /** The first day of the month that they count for: of the fact, or of the application that it tells of. */
    month: p.date().primary(),
    facts: p.integer(),
  },
});
/** How many facts of one day a number of the results counts. */
export class ReportResult extends ReportResultSchema.class {}
ReportResultSchema.setClass(ReportResult);

const EnteredApplicationsSchema = defineEntity({
  name: 'EnteredApplications',
  tableName: 'entered_applications',
  properties: {
    companyId: p.uuid().primary(),
    /** Its first day. */
    month: p.date().primary(),
    applications: p.integer(),
    enteredBy: p.text(),
    enteredAt: p.datetime(3),
  },
});
/** How many applications a company received in a month, as a member entered it. */
export class EnteredApplications extends EnteredApplicationsSchema.class {}
EnteredApplicationsSchema.setClass(EnteredApplications);
