import { defineEntity, p } from '@mikro-orm/core';

export const newsTopics = ['acceptances', 'interests', 'failures', 'corrections'] as const;
export type NewsTopic = (typeof newsTopics)[number];
export const newsFrequencies = ['at_once', 'daily', 'off'] as const;
export type NewsFrequency = (typeof newsFrequencies)[number];

const frequency = () => p.enum(newsFrequencies).$type<NewsFrequency>();

const MemberNotificationSchema = defineEntity({
  name: 'MemberNotification',
  tableName: 'member_notification',
  properties: {
    memberId: p.uuid().primary(),
    companyId: p.uuid(),
    acceptances: frequency(),
    interests: frequency(),
    failures: frequency(),
    corrections: frequency(),
    /** News up to then were mailed, or skipped. */
    toldAtOnceUntil: p.datetime(),
    toldDailyUntil: p.datetime(),
  },
});
/** What a member wants to hear of by mail, and how often. */
export class MemberNotification extends MemberNotificationSchema.class {}
MemberNotificationSchema.setClass(MemberNotification);

const CompanyNewsSchema = defineEntity({
  name: 'CompanyNews',
  tableName: 'company_news',
  properties: {
    id: p.uuid().primary(),
    companyId: p.uuid(),
    topic: p.enum(newsTopics).$type<NewsTopic>(),
    /** Unique per company. */
    dedupeKey: p.text().nullable(),
    createdAt: p.datetime(),
  },
});
/** One thing that members may want to hear of; only counted. */
export class CompanyNews extends CompanyNewsSchema.class {}
CompanyNewsSchema.setClass(CompanyNews);
