import type {
  IntroductionEnd,
  IntroductionReport,
  IntroductionState,
  introductionProfile,
  MailWaitReason,
  ProvidedItem,
} from '@goen/contracts/public';
import type {
  ContractTerm,
  EmploymentReport,
  IntroductionFact,
  IntroductionFactKind,
  WorkingConditions,
} from '@goen/contracts/workflow';
import { defineEntity, p } from '@mikro-orm/core';
import type { z } from 'zod';

export type AskedAbout = {
  company: string;
  position: string;
  url: string | null;
  description: string | null;
  /** Missing in introductions from before positions had conditions. */
  conditions?: WorkingConditions | null;
  conditionsVersion?: number | null;
};
export type HandedOver = { name: string | null; email: string | null; phones: string[] };

const IntroductionSchema = defineEntity({
  name: 'Introduction',
  tableName: 'introduction',
  properties: {
    id: p.uuid().primary(),
    /** The receiving company. */
    companyId: p.uuid(),
    positionId: p.uuid(),
    /** The company that referred the person; owns the candidate and the case. */
    referrerId: p.uuid(),
    candidateId: p.uuid(),
    caseId: p.uuid(),
    personHash: p.text(),
    score: p.double(),
    scoreParts: p.json<Record<string, unknown>>(),
    profile: p.json<z.infer<typeof introductionProfile>>(),
    /** What the person was asked about, as of then. */
    about: p.json<AskedAbout>(),
    /** From here on: derived from the facts, stored for lists. */
    state: p.text().$type<IntroductionState>(),
    ended: p.text().$type<IntroductionEnd>().nullable(),
    report: p.text().$type<IntroductionReport>().nullable(),
    /** With the report `hired`. */
    joinedOn: p.date().nullable(),
    contractTerm: p.text().$type<ContractTerm>().nullable(),
    employment: p.json<EmploymentReport>().nullable(),
    nextStep: p.text(),
    nextStepAt: p.datetime(3).nullable(),
    /** Why the mail that is due did not leave, and since when. */
    mailWaitReason: p.text().$type<MailWaitReason>().nullable(),
    mailWaitSince: p.datetime(3).nullable(),
    /** Personal data: written with the provision, deleted by an erasure. */
    person: p.json<HandedOver>().nullable(),
    answeredAt: p.datetime(3).nullable(),
    useStoppedAt: p.datetime(3).nullable(),
    createdAt: p.datetime(3),
  },
});

/** One candidate put before another company, for a credit: one workflow. */
export class Introduction extends IntroductionSchema.class {}
IntroductionSchema.setClass(Introduction);

const IntroductionFactSchema = defineEntity({
  name: 'IntroductionFactRow',
  tableName: 'introduction_fact',
  properties: {
    seq: p.bigint('number').primary().autoincrement(),
    introductionId: p.uuid(),
    companyId: p.uuid(),
    referrerId: p.uuid(),
    kind: p.text().$type<IntroductionFactKind>(),
    at: p.datetime(3),
    data: p.json<IntroductionFact['data']>(),
    dedupeKey: p.text().nullable(),
  },
});
export class IntroductionFactRow extends IntroductionFactSchema.class {}
IntroductionFactSchema.setClass(IntroductionFactRow);

const ProvisionRecordSchema = defineEntity({
  name: 'ProvisionRecord',
  tableName: 'provision_record',
  properties: {
    id: p.uuid().primary(),
    seq: p.bigint('number').autoincrement(),
    /** The company that keeps the record. */
    companyId: p.uuid(),
    side: p.enum(['provider', 'recipient']).$type<'provider' | 'recipient'>(),
    introductionId: p.uuid(),
    providedAt: p.datetime(3),
    person: p.text().nullable(),
    counterpartName: p.text(),
    counterpartAddress: p.text(),
    counterpartRepresentative: p.text(),
    items: p.array().$type<ProvidedItem[]>(),
    consentAt: p.datetime(3),
    consentTextVersion: p.text(),
    consentTextHash: p.text(),
    acquiredHow: p.text(),
    keepUntil: p.date(),
  },
});

/** One side's record of one provision (個人情報保護法 Art. 29, 30). Never changed, never deleted by a service. */
export class ProvisionRecord extends ProvisionRecordSchema.class {}
ProvisionRecordSchema.setClass(ProvisionRecord);
