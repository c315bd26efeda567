import type { CaseMailKind, Fact, FactKind } from '@goen/contracts/internal';
import type { CaseState, MailWaitReason, StageKind, StepName } from '@goen/contracts/public';
import type { SilentReason } from '@goen/contracts/workflow';
import { defineEntity, p } from '@mikro-orm/core';

const FollowUpCaseSchema = defineEntity({
  name: 'FollowUpCase',
  tableName: 'follow_up_case',
  properties: {
    id: p.uuid().primary(),
    companyId: p.uuid(),
    candidateId: p.uuid(),
    /** Closed is final: a later rejection opens another case. At most one open case per candidate. */
    state: p.text().$type<CaseState>(),
    closedReason: p.text().nullable(),
    stage: p.text().$type<StageKind>(),
    nextStep: p.text().$type<StepName>(),
    nextStepAt: p.datetime().nullable(),
    openedAt: p.datetime(),
    /** From here on: the next mail, stored for the queue; all null when there is none. */
    nextMail: p.text().$type<CaseMailKind>().nullable(),
    nextMailRejectionIds: p.array().nullable(),
    nextMailStage: p.text().$type<StageKind>().nullable(),
    /** When the mail is due, held or not: the order of the queue. */
    queuedAt: p.datetime(3).nullable(),
    undoUntil: p.datetime(3).nullable(),
    /**
     * The members' decision; `lapsed`: the mail is no longer the one that was approved. Without one, the company's
     * setting says whether the mail waits; it may change at any time.
     */
    mailDecision: p.text().$type<'approved' | 'held' | 'lapsed'>().nullable(),
    mailEditId: p.uuid().nullable(),
    /** The mail waits until somebody writes its personal note. */
    noteMissing: p.boolean().default(false),
    decidedBy: p.text().nullable(),
    decidedAt: p.datetime(3).nullable(),
    /** Why the mail that is due did not leave, and since when. */
    mailWaitReason: p.text().$type<MailWaitReason>().nullable(),
    mailWaitSince: p.datetime(3).nullable(),
    /** How far the clock of this case is ahead: only in sandbox companies, and in development. */
    skippedSeconds: p.integer().default(0),
  },
});
/** The follow-up of one rejected candidate: one workflow. */
export class FollowUpCase extends FollowUpCaseSchema.class {}
FollowUpCaseSchema.setClass(FollowUpCase);

const RejectionSchema = defineEntity({
  name: 'Rejection',
  tableName: 'rejection',
  properties: {
    id: p.uuid().primary(),
    companyId: p.uuid(),
    caseId: p.uuid(),
    candidateId: p.uuid(),
    applicationId: p.uuid(),
    sourceKey: p.text(),
    remoteId: p.text(),
    rejectedAt: p.datetime(3),
    acceptedAt: p.datetime(3),
    stage: p.text().$type<StageKind>(),
    stageName: p.text().nullable(),
    reason: p.text().nullable(),
    silent: p.text().$type<SilentReason>().nullable(),
    jobName: p.text().nullable(),
    /** False when the source has no date: `rejectedAt` is the time of reading, and only the application identifies it. */
    dated: p.boolean().default(true),
  },
});
export class Rejection extends RejectionSchema.class {}
RejectionSchema.setClass(Rejection);

const UnRejectionSchema = defineEntity({
  name: 'UnRejection',
  tableName: 'un_rejection',
  properties: {
    id: p.uuid().primary(),
    companyId: p.uuid(),
    sourceKey: p.text(),
    remoteId: p.text(),
    occurredAt: p.datetime(3),
    createdAt: p.datetime(),
  },
});
/** Kept apart from facts: a rejection that it cancels may be reported later, when its case does not exist yet. */
export class UnRejection extends UnRejectionSchema.class {}
UnRejectionSchema.setClass(UnRejection);

const FactSchema = defineEntity({
  name: 'FactRow',
  tableName: 'fact',
  properties: {
    seq: p.bigint('number').primary().autoincrement(),
    companyId: p.uuid(),
    caseId: p.uuid(),
    candidateId: p.uuid(),
    kind: p.text().$type<FactKind>(),
    at: p.datetime(3),
    data: p.json<Fact['data']>(),
    /** Unique per case: a repeat adds no fact. */
    dedupeKey: p.text().nullable(),
  },
});
/** Append-only: the role of the services cannot change or delete rows. */
export class FactRow extends FactSchema.class {}
FactSchema.setClass(FactRow);

/** Converts a row to the fact that the rules read. */
export const toFact = ({
  seq,
  caseId,
  kind,
  at,
  data,
}: Pick<FactRow, 'seq' | 'caseId' | 'kind' | 'at' | 'data'>): Fact =>
  ({ seq, caseId, kind, at: at.toISOString(), data }) as Fact;
