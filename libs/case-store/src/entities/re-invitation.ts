import type { Locale, MailWaitReason } from '@goen/contracts/public';
import type {
  InterestReply,
  ReInvitationAnswer,
  ReInvitationEnd,
  ReInvitationFact,
  ReInvitationFactKind,
  ReInvitationState,
} from '@goen/contracts/workflow';
import { defineEntity, p } from '@mikro-orm/core';

/** What a former candidate is asked about, as of then. The company's own texts. */
export type InvitedAbout = { position: string; url: string | null; whatIsNew: string };
/** The member who answers an interest. Without an address, the company's recruiters are notified. */
export type InterestOwner = { name: string; email: string | null };

const ReInvitationSchema = defineEntity({
  name: 'ReInvitation',
  tableName: 're_invitation',
  properties: {
    id: p.uuid().primary(),
    companyId: p.uuid(),
    positionId: p.uuid(),
    candidateId: p.uuid(),
    /** The case that was current when the person was chosen; it may be closed. */
    caseId: p.uuid(),
    about: p.json<InvitedAbout>(),
    /** The earlier application; erased with the person. */
    jobName: p.text().nullable(),
    appliedOn: p.date().nullable(),
    owner: p.json<InterestOwner>(),
    createdBy: p.text(),
    /** From here on: derived from the facts, stored for lists. */
    state: p.text().$type<ReInvitationState>(),
    ended: p.text().$type<ReInvitationEnd>().nullable(),
    sentAt: p.datetime(3).nullable(),
    remindedAt: p.datetime(3).nullable(),
    answer: p.text().$type<ReInvitationAnswer>().nullable(),
    answeredAt: p.datetime(3).nullable(),
    askAgainOn: p.date().nullable(),
    /** Until when the company is to answer an interest. */
    dueOn: p.date().nullable(),
    reply: p.text().$type<InterestReply>().nullable(),
    repliedAt: p.datetime(3).nullable(),
    reappliedAt: p.datetime(3).nullable(),
    closedAt: p.datetime(3).nullable(),
    nextStep: p.text(),
    nextStepAt: p.datetime(3).nullable(),
    /** Why the mail that is due did not leave, and since when. */
    mailWaitReason: p.text().$type<MailWaitReason>().nullable(),
    mailWaitSince: p.datetime(3).nullable(),
    createdAt: p.datetime(3),
  },
});
/** One former candidate asked about one opening: one workflow. */
export class ReInvitation extends ReInvitationSchema.class {}
ReInvitationSchema.setClass(ReInvitation);

const ReInvitationFactSchema = defineEntity({
  name: 'ReInvitationFactRow',
  tableName: 're_invitation_fact',
  properties: {
    seq: p.bigint('number').primary().autoincrement(),
    companyId: p.uuid(),
    reInvitationId: p.uuid(),
    kind: p.text().$type<ReInvitationFactKind>(),
    at: p.datetime(3),
    data: p.json<ReInvitationFact['data']>(),
    dedupeKey: p.text().nullable(),
  },
});
/** Append-only. */
export class ReInvitationFactRow extends ReInvitationFactSchema.class {}
ReInvitationFactSchema.setClass(ReInvitationFactRow);

const InvitationWordingSchema = defineEntity({
  name: 'InvitationWording',
  tableName: 'invitation_wording',
  properties: {
    positionId: p.uuid().primary(),
    locale: p.text().$type<Locale>().primary(),
    companyId: p.uuid(),
    /** Both null: the company's wording of re-invitations, else the built-in one. */
    subject: p.text().nullable(),
    body: p.text().nullable(),
    whatIsNew: p.text(),
    savedBy: p.text(),
    savedAt: p.datetime(3),
  },
});
/** What a company writes to former candidates about one opening. */
export class InvitationWording extends InvitationWordingSchema.class {}
InvitationWordingSchema.setClass(InvitationWording);

const RevisitSchema = defineEntity({
  name: 'Revisit',
  tableName: 'revisit',
  properties: {
    candidateId: p.uuid().primary(),
    companyId: p.uuid(),
    revisitOn: p.date(),
    /** May be personal data: erased with the person. */
    note: p.text().nullable(),
    savedBy: p.text(),
    savedAt: p.datetime(3),
  },
});
/** When a recruiter wants to come back to a former candidate. */
export class Revisit extends RevisitSchema.class {}
RevisitSchema.setClass(Revisit);
