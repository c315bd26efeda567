import { classifyReason } from '@goen/case-domain/re-invitation';
import { toSearchedTagId } from '@goen/case-domain/tags';
import { type Candidate, type CandidateTag, noSearchColumns, toSearchColumns } from '@goen/case-store';
import type { Tag } from '@goen/contracts/public';
import { readRemovedTags } from '../candidates/removed-tags.ts';
import { newId } from '../new-id.ts';
import { type Lookup, toTagKey } from './lookup.ts';
import type { ReadReport } from './read-report.ts';

/** 〜 and − become the forms that Japanese systems share (CP932); everything else stays as received. */
const normaliseDashes = (text: string | null | undefined): string | null =>
  text ? text.replaceAll('\u301C', '\uFF5E').replaceAll('\u2212', '\uFF0D') : null;

const toIdentity = ({ report: { candidate }, email, personHash }: ReadReport) => ({
  familyName: normaliseDashes(candidate.family_name),
  givenName: normaliseDashes(candidate.given_name),
  familyNameKana: normaliseDashes(candidate.family_name_kana),
  givenNameKana: normaliseDashes(candidate.given_name_kana),
  fullName: normaliseDashes(candidate.full_name),
  email,
  personHash,
  prefecture: candidate.prefecture ?? null,
  locale: candidate.locale ?? null,
});

export function createCandidate(companyId: string, read: ReadReport, lookup: Lookup, now: Date): Candidate {
  const { candidate } = read.report;
  return {
    id: newId(),
    companyId,
    sourceKey: read.sourceKey,
    remoteId: candidate.remote_id,
    ...toIdentity(read),
    emails: [...read.emails],
    phones: candidate.phones,
    experienceYears: candidate.experience_years ?? null,
    mayBeMailed: read.silent === null,
    lastStage: read.stage,
    lastRejectedAt: read.rejectedAt,
    relayConsent: 'unknown',
    relayConsentLapsesAt: null,
    createdAt: now,
    unconfirmed: false,
    erasedAt: null,
    erasedBecause: null,
    keepUntil: null,
    keepingStatedAt: null,
    resultOnly: false,
    invitableFrom: null,
    mergedInto: null,
    addressState: null,
    corrections: null,
    lastReasonClass: classifyLastReason(read, lookup),
    ...noSearchColumns,
  };
}

const classifyLastReason = ({ report }: ReadReport, { settings }: Lookup) =>
  classifyReason(report.application.rejection_reason?.name, settings.reasonClasses);

/**
 * A person whose details were erased because their time was over has applied again: they are a candidate like any other.
 * Nobody comes back who asked to be erased.
 */
export function reviveCandidate(candidate: Candidate, read: ReadReport): void {
  if (candidate.erasedAt === null || candidate.erasedBecause !== 'kept_no_longer') return;
  candidate.erasedAt = null;
  candidate.erasedBecause = null;
  candidate.mayBeMailed = read.silent === null;
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Whether a report repeats what a member corrected; the hash goes with its address. */
function isCorrected(
  { corrections }: Candidate,
  field: keyof ReturnType<typeof toIdentity>,
  read: ReadReport,
): boolean {
  if (!corrections) return false;
  const name = field === 'personHash' ? 'email' : field;
  return Object.hasOwn(corrections, name) && corrections[name] === toIdentity(read)[name];
}

/**
 * Updates a known candidate from a report; returns the names of the fields that changed. A field that the report leaves
 * out is kept, and nothing is stored about an erased person.
 */
export function updateCandidate(candidate: Candidate, read: ReadReport, lookup: Lookup): string[] {
  if (candidate.erasedAt !== null) return [];
  candidate.unconfirmed = false;
  const changed: string[] = [];
  for (const [field, value] of Object.entries(toIdentity(read)) as [keyof ReturnType<typeof toIdentity>, never][]) {
    if (value === null || candidate[field] === value || isCorrected(candidate, field, read)) continue;
    candidate[field] = value;
    changed.push(field);
  }
  const keepsEmail = isCorrected(candidate, 'email', read);
  if (!keepsEmail && (read.email !== null || candidate.emails.length === 0)) candidate.emails = [...read.emails];
  const { phones } = read.report.candidate;
  if (phones.length > 0 && !isSame(candidate.corrections?.phones, phones)) candidate.phones = phones;
  candidate.experienceYears = read.report.candidate.experience_years ?? candidate.experienceYears ?? null;
  if (read.rejectedAt >= candidate.lastRejectedAt) {
    candidate.lastRejectedAt = read.rejectedAt;
    candidate.lastStage = read.stage;
    candidate.lastReasonClass = classifyLastReason(read, lookup);
  }
  return changed.filter((field) => field !== 'personHash');
}

/** Lets a candidate be found by what is stored about them now, and by the job of a report. */
export function refreshSearchColumns(candidate: Candidate, { report }: ReadReport): void {
  if (candidate.erasedAt) return;
  const columns = toSearchColumns(candidate, candidate.jobKey ?? null, report.job?.name ? [report.job.name] : []);
  Object.assign(candidate, columns);
}

/** The tags that the candidate does not have yet, of those of a report that may be stored. */
export function findNewTags(candidate: Candidate, tags: readonly Tag[], lookup: Lookup): CandidateTag[] {
  if (candidate.erasedAt !== null) return [];
  const removed = readRemovedTags(candidate);
  return tags.flatMap(({ kind, value }) => {
    const valueKey = value.normalize('NFKC').toLowerCase();
    const key = toTagKey(candidate.id, kind, valueKey);
    if (lookup.tags.has(key) || removed.includes(`${kind}:${valueKey}`)) return [];
    lookup.tags.add(key);
    const keys = { id: newId(), companyId: candidate.companyId, candidateId: candidate.id };
    return [{ ...keys, kind, value, valueKey, searchedId: toSearchedTagId({ kind, value }) }];
  });
}
