import { defineEntity, p } from '@mikro-orm/core';

const FeedbackRequestSchema = defineEntity({
  name: 'FeedbackRequest',
  tableName: 'feedback_request',
  properties: {
    id: p.uuid().primary(),
    companyId: p.uuid(),
    candidateId: p.uuid(),
    caseId: p.uuid(),
    rejectionId: p.uuid(),
    state: p.text().$type<'open' | 'answered' | 'refused'>(),
    /** In Asia/Tokyo; the candidate was told. */
    dueOn: p.date(),
    createdAt: p.datetime(3),
    /** What the candidate is told: phrases that the company approved, and a member's own words. */
    phrases: p.array().$type<string[]>(),
    ownWords: p.text().nullable(),
    answeredBy: p.text().nullable(),
    answeredAt: p.datetime(3).nullable(),
  },
});
/** A candidate asked for feedback. The text is not a fact, because erasure must delete it. */
export class FeedbackRequest extends FeedbackRequestSchema.class {}
FeedbackRequestSchema.setClass(FeedbackRequest);
