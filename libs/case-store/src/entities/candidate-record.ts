import type { ErasureAskedBy, ErasureAskedVia, ErasureReason } from '@goen/contracts/workflow';
import { defineEntity, p } from '@mikro-orm/core';

const CandidateNoteSchema = defineEntity({
  name: 'CandidateNote',
  tableName: 'candidate_note',
  properties: {
    id: p.uuid().primary(),
    companyId: p.uuid(),
    candidateId: p.uuid(),
    /** May be personal data: erased with the person. */
    text: p.text(),
    writtenBy: p.text(),
    writtenAt: p.datetime(3),
  },
});
/** What a member wrote about a candidate for colleagues; in no mail and no CRM. */
export class CandidateNote extends CandidateNoteSchema.class {}
CandidateNoteSchema.setClass(CandidateNote);

const CandidateCorrectionSchema = defineEntity({
  name: 'CandidateCorrection',
  tableName: 'candidate_correction',
  properties: {
    id: p.uuid().primary(),
    companyId: p.uuid(),
    candidateId: p.uuid(),
    field: p.text(),
    before: p.json<unknown>().nullable(),
    after: p.json<unknown>().nullable(),
    correctedBy: p.text(),
    correctedAt: p.datetime(3),
  },
});
/** One field that a member corrected (個人情報保護法 Art. 34); erased with the person. */
export class CandidateCorrection extends CandidateCorrectionSchema.class {}
CandidateCorrectionSchema.setClass(CandidateCorrection);

const CorrectionRequestSchema = defineEntity({
  name: 'CorrectionRequest',
  tableName: 'correction_request',
  properties: {
    id: p.uuid().primary(),
    companyId: p.uuid(),
    candidateId: p.uuid(),
    text: p.text(),
    state: p.text().$type<'open' | 'done' | 'refused'>(),
    askedAt: p.datetime(3),
    answer: p.text().nullable(),
    answeredBy: p.text().nullable(),
    answeredAt: p.datetime(3).nullable(),
  },
});
/** What a person asked the company to correct, on their page; erased with them. */
export class CorrectionRequest extends CorrectionRequestSchema.class {}
CorrectionRequestSchema.setClass(CorrectionRequest);

const ErasureCertificateSchema = defineEntity({
  name: 'ErasureCertificate',
  tableName: 'erasure_certificate',
  properties: {
    id: p.uuid().primary(),
    companyId: p.uuid(),
    candidateId: p.uuid(),
    requestedBy: p.text(),
    /** Of a request by phone or letter, which a member recorded. */
    askedBy: p.text().$type<ErasureAskedBy>().nullable(),
    askedVia: p.text().$type<ErasureAskedVia>().nullable(),
    askedOn: p.date().nullable(),
    reason: p.text().$type<ErasureReason>(),
    /** How many rows of each kind; no personal data. */
    deleted: p.json<Readonly<Record<string, number>>>(),
    rowsDeletedAt: p.datetime(3),
    /** Null while mail-service has not answered yet. */
    mailsDeletedAt: p.datetime(3).nullable(),
  },
});
/** What was deleted about a person, and when: without any of it. */
export class ErasureCertificate extends ErasureCertificateSchema.class {}
ErasureCertificateSchema.setClass(ErasureCertificate);

const SavedSearchSchema = defineEntity({
  name: 'SavedSearch',
  tableName: 'saved_search',
  properties: {
    id: p.uuid().primary(),
    companyId: p.uuid(),
    name: p.text(),
    query: p.json<Readonly<Record<string, unknown>>>(),
    savedBy: p.text(),
    savedAt: p.datetime(3),
  },
});
/** A search of the pool that members of a company keep and share. */
export class SavedSearch extends SavedSearchSchema.class {}
SavedSearchSchema.setClass(SavedSearch);
