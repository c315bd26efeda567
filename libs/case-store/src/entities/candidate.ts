import type { ConsentState, Locale, RejectionReport, StageKind, Tag } from '@goen/contracts/public';
import type { AddressState, ReasonClass } from '@goen/contracts/workflow';
import { defineEntity, p } from '@mikro-orm/core';

export type JsonObject = Record<string, unknown>;

const CandidateSchema = defineEntity({
  name: 'Candidate',
  tableName: 'candidate',
  properties: {
    id: p.uuid().primary(),
    companyId: p.uuid(),
    sourceKey: p.text(),
    remoteId: p.text(),
    familyName: p.text().nullable(),
    givenName: p.text().nullable(),
    familyNameKana: p.text().nullable(),
    givenNameKana: p.text().nullable(),
    fullName: p.text().nullable(),
    email: p.text().nullable(),
    emails: p.json<RejectionReport['candidate']['emails']>(),
    phones: p.json<RejectionReport['candidate']['phones']>(),
    /** Outlives erasure: it prevents later mails to the person. */
    personHash: p.text().nullable(),
    locale: p.text().$type<Locale>().nullable(),
    prefecture: p.text().nullable(),
    /** As reported by the source; the pool only has a band. */
    experienceYears: p.smallint().nullable(),
    /** From here on: derived from the facts, stored for lists. */
    mayBeMailed: p.boolean(),
    lastStage: p.text().$type<StageKind>(),
    lastRejectedAt: p.datetime(),
    relayConsent: p.text().$type<ConsentState>(),
    /** Null unless relay consent is granted. */
    relayConsentLapsesAt: p.datetime(3).nullable(),
    createdAt: p.datetime(),
    /** Registered themselves, and no rejection is known: in no list and no CRM. */
    unconfirmed: p.boolean().default(false),
    erasedAt: p.datetime().nullable(),
    /** Null: the person or the ATS asked for it. Otherwise a new application makes them a candidate again. */
    erasedBecause: p.text().$type<'kept_no_longer'>().nullable(),
    /** The date on which the details are erased; null: not known, or the result is still to come. */
    keepUntil: p.date().nullable(),
    /** The basis of the company by which both were evaluated, by when it was stated. */
    keepingStatedAt: p.datetime(3).nullable(),
    /** Without a basis for keeping: the candidate is not in the pool, and in no CRM. */
    resultOnly: p.boolean().default(false),
    /** From when their case allows mails about openings; null: not evaluated yet. See `findInvitableFrom`. */
    invitableFrom: p.date().nullable(),
    /** From here on: by what the pool is searched (`candidate-search.ts`). Null: not filled yet, or erased. */
    nameKey: p.text().nullable(),
    jobKey: p.text().nullable(),
    searchGrams: p.array((text) => Number(text)).nullable(),
    prefectureId: p.text().nullable(),
    /** Of the latest rejection's reason, for sorting. Null: not filled yet, or erased. */
    lastReasonClass: p.text().$type<ReasonClass>().nullable(),
    /** The older candidate that this one, the same person, was merged into; this row is then empty. */
    mergedInto: p.uuid().nullable(),
    /** Null when the address is theirs, as far as anyone knows. */
    addressState: p.text().$type<AddressState>().nullable(),
    /** What the source had said of each field that a member corrected, and `removedTags`. */
    corrections: p.json<JsonObject>().nullable(),
  },
});
export class Candidate extends CandidateSchema.class {}
CandidateSchema.setClass(Candidate);

const CandidateAliasSchema = defineEntity({
  name: 'CandidateAlias',
  tableName: 'candidate_alias',
  properties: {
    id: p.uuid().primary(),
    companyId: p.uuid(),
    sourceKey: p.text(),
    remoteId: p.text(),
    candidateId: p.uuid(),
    createdAt: p.datetime(),
  },
});
/** Another source id of a known candidate. Takes precedence over the ids on candidate rows. */
export class CandidateAlias extends CandidateAliasSchema.class {}
CandidateAliasSchema.setClass(CandidateAlias);

const CandidateAddressSchema = defineEntity({
  name: 'CandidateAddress',
  tableName: 'candidate_address',
  properties: {
    id: p.uuid().primary(),
    companyId: p.uuid(),
    candidateId: p.uuid(),
    personHash: p.text(),
    createdAt: p.datetime(),
  },
});
/** Every address that a candidate ever had, hashes only: erasure must cover them all. */
export class CandidateAddress extends CandidateAddressSchema.class {}
CandidateAddressSchema.setClass(CandidateAddress);

const CandidateTagSchema = defineEntity({
  name: 'CandidateTag',
  tableName: 'candidate_tag',
  properties: {
    id: p.uuid().primary(),
    companyId: p.uuid(),
    candidateId: p.uuid(),
    kind: p.text().$type<Tag['kind']>(),
    value: p.text(),
    /** NFKC and lower case: a candidate has a tag once. */
    valueKey: p.text(),
    /** By what the pool is searched: one id for all names of the same thing. Null: not filled yet. */
    searchedId: p.text().nullable(),
  },
});
export class CandidateTag extends CandidateTagSchema.class {}
CandidateTagSchema.setClass(CandidateTag);

const ApplicationSchema = defineEntity({
  name: 'Application',
  tableName: 'application',
  properties: {
    id: p.uuid().primary(),
    companyId: p.uuid(),
    candidateId: p.uuid(),
    sourceKey: p.text(),
    remoteId: p.text(),
    jobRemoteId: p.text().nullable(),
    jobName: p.text().nullable(),
    jobCategory: p.text().nullable(),
    appliedAt: p.datetime().nullable(),
    remoteUrl: p.text().nullable(),
    customFields: p.json<JsonObject>(),
    remoteData: p.json<JsonObject>(),
    createdAt: p.datetime(),
  },
});
export class Application extends ApplicationSchema.class {}
ApplicationSchema.setClass(Application);
