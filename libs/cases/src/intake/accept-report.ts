import { cancels, holdsOffer, wasToldBeforeRegistration } from '@goen/case-domain';
import type { Candidate, Offer, Rejection } from '@goen/case-store';
import type { Fact, FactData } from '@goen/contracts/internal';
import type { FieldError } from '@goen/contracts/public';
import { toUnrejectedFact } from '../events/unrejected-fact.ts';
import { type NewFact, toFactRow } from '../fact-rows.ts';
import { newId } from '../new-id.ts';
import { findOfferFacts, matchOffers } from '../offers/match-offers.ts';
import { markBesideOffer } from '../shared-address/hold-beside-offers.ts';
import { findOrAddApplication } from './application-rows.ts';
import { findNewTags, refreshSearchColumns, reviveCandidate } from './candidate-rows.ts';
import { type IntakeRows, type IntakeScope, toNudge } from './intake-rows.ts';
import { type Lookup, rememberApplication, toRejectionKey, toRemoteKey, toUnRejectedKey } from './lookup.ts';
import { matchCandidate } from './match-candidate.ts';
import { type EvaluatedCases, openCase, toUnwrittenFacts } from './open-case.ts';
import type { ReadReport, Refusal } from './read-report.ts';
import { splitTags } from './split-tags.ts';

export type Accepted = {
  readonly kind: 'accepted';
  readonly caseId: string;
  readonly rejectionId: string;
  readonly known: boolean;
  readonly joined: boolean;
  /** Names of the stored fields of a known candidate that changed. */
  readonly changed: readonly string[];
  /** What was cut or left out of the report. */
  readonly droppedFields: readonly FieldError[];
};

export const isFromKnownSource = ({ connections }: Lookup, { report: { source } }: ReadReport): boolean =>
  !source.connection_id || connections.has(source.connection_id);

/**
 * Why it gets no result mail: its source is not dated, or its ATS tells the candidate, as whoever registered through the
 * template was told.
 */
function findNoResult(
  { connections, settings }: Lookup,
  { report: { source }, remoteId, rejectedAt, noResult }: ReadReport,
  standing: readonly Fact[],
) {
  const sender = connections.get(source.connection_id ?? '') ?? settings.resultMail;
  const isTold = wasToldBeforeRegistration(standing, { remoteId, rejectedAtMs: rejectedAt.getTime() });
  return noResult ?? (sender === 'ats' || isTold ? 'sent_by_ats' : null);
}

/** Adds the rows of one report. */
export function acceptReport(
  { companyId, now, personHashKey }: IntakeScope & { readonly personHashKey: string },
  lookup: Lookup,
  rows: IntakeRows,
  evaluated: EvaluatedCases,
  read: ReadReport,
): Accepted | Refusal {
  if (!isFromKnownSource(lookup, read)) {
    return { kind: 'refused', code: 'unknown_connection', pointer: '/source/connection_id' };
  }
  const repeated = findKnownRejection(lookup, read);
  const known = lookup.candidatesByRemoteId.get(toRemoteKey(read.sourceKey, read.report.candidate.remote_id));
  if (known && repeated === undefined) reviveCandidate(known, read);
  const { candidate, changed, held } = matchCandidate(companyId, lookup, rows, read, now);
  const offers = matchOffers(lookup, candidate, read, personHashKey);
  const isHeld = holdBesideOffers(lookup, rows, candidate, offers.ofOthers);
  for (const { id } of isHeld ? [...held, candidate] : held) evaluated.delete(lookup.openCases.get(id)?.id ?? '');
  refreshSearchColumns(candidate, read);
  const { tags, sensitive } = splitTags(read.report.candidate.tags, lookup.overruledTags);
  rows.tags.push(...findNewTags(candidate, tags, lookup));
  const openedBefore = lookup.openCases.get(candidate.id);
  const caseId = repeated?.caseId ?? openedBefore?.id ?? newId();
  const keys = { id: caseId, companyId, candidateId: candidate.id };
  const droppedFields = [...(read.report.dropped_fields ?? []), ...sensitive];
  const result = { kind: 'accepted', caseId, changed, droppedFields } as const;
  if (changed.length > 0) {
    rows.facts.push(toFactRow(keys, { kind: 'candidate.changed', at: now, data: { fields: changed } }));
  }
  if (repeated) return { ...result, rejectionId: repeated.id, known: true, joined: false };

  const application = findOrAddApplication(candidate, lookup, rows, read, now);
  const standing = lookup.standingFacts.get(candidate.id) ?? [];
  const offerFacts = findOfferFacts(offers.own, standing, now).map((fact) => toFactRow(keys, fact));
  const isOffered = holdsOffer([...standing, ...toUnwrittenFacts(offerFacts)]);
  const silent = isOffered ? 'holds_offer' : candidate.erasedAt ? 'no_address' : read.silent;
  const rejection: Rejection = {
    id: newId(),
    companyId,
    candidateId: candidate.id,
    caseId,
    applicationId: application.id,
    sourceKey: read.sourceKey,
    remoteId: read.remoteId,
    rejectedAt: read.rejectedAt,
    acceptedAt: now,
    stage: read.stage,
    stageName: read.report.application.current_stage?.name ?? null,
    reason: read.report.application.rejection_reason?.name ?? null,
    silent,
    jobName: read.report.job?.name ?? null,
    dated: read.dated,
  };
  const reported = [
    {
      kind: 'rejection.reported',
      at: now,
      data: toReported(rejection, findNoResult(lookup, read, standing), read, now),
    } as const,
    ...findUnRejection(rejection, lookup, now),
  ].map((fact: NewFact) => toFactRow(keys, fact));
  const facts = [...offerFacts, ...reported];
  rows.facts.push(...facts);
  rows.rejections.push(rejection);
  lookup.rejections.set(toRejectionKey(rejection), rejection);
  rememberApplication(lookup.rejectedApplications, rejection);
  if (openedBefore === undefined) {
    evaluated.set(caseId, openCase(candidate, rejection, facts, lookup, rows, now));
  } else {
    evaluated.delete(caseId);
    // The latest rejection decides, here and on the candidate, before the case is evaluated again.
    if (candidate.lastRejectedAt <= rejection.rejectedAt) openedBefore.stage = rejection.stage;
    rows.outbox.push(toNudge(rejection, now));
  }
  // The next report of the person in this transaction meets them as if they were written.
  if (offerFacts.length > 0) lookup.standingFacts.set(candidate.id, [...standing, ...toUnwrittenFacts(offerFacts)]);
  return { ...result, rejectionId: rejection.id, known: false, joined: openedBefore !== undefined };
}

/** An offer of somebody with another name silences nobody: the address of both is shared. */
function holdBesideOffers(lookup: Lookup, rows: IntakeRows, candidate: Candidate, ofOthers: readonly Offer[]): boolean {
  const { personHash } = candidate;
  if (!personHash || !ofOthers.some(({ personHashes }) => personHashes.includes(personHash))) return false;
  if (!markBesideOffer(candidate, lookup.addressQuestions)) return false;
  if (candidate.addressState === 'shared') rows.sharedAddresses.add(personHash);
  rows.changedSharers.add(candidate.id);
  return true;
}

/** The rejection that a report repeats. Without a date, then or now, its application alone identifies it. */
function findKnownRejection(lookup: Lookup, read: ReadReport): Rejection | undefined {
  const same = lookup.rejections.get(toRejectionKey(read));
  if (same) return same;
  const rejected = lookup.rejectedApplications.get(toRemoteKey(read.sourceKey, read.remoteId));
  return read.dated ? rejected?.undated : rejected?.latest;
}

const toReported = (
  rejection: Rejection,
  noResult: ReadReport['noResult'],
  { report: { application } }: ReadReport,
  now: Date,
): FactData<'rejection.reported'> => ({
  rejectionId: rejection.id,
  sourceKey: rejection.sourceKey,
  remoteId: rejection.remoteId,
  rejectedAt: rejection.rejectedAt.toISOString(),
  acceptedAt: now.toISOString(),
  stage: rejection.stage,
  silent: rejection.silent ?? null,
  ...(noResult === null ? {} : { noResult }),
  ...(application.applied_at ? { appliedAt: new Date(application.applied_at).toISOString() } : {}),
});

/**
 * An un-rejection cancels every older rejection of its application, including one reported after it. The latest
 * un-rejection says everything; a case that has it as a fact needs no second one.
 */
function findUnRejection(rejection: Rejection, lookup: Lookup, now: Date): NewFact[] {
  const occurredAt = lookup.unRejectedAt.get(toRemoteKey(rejection.sourceKey, rejection.remoteId));
  if (occurredAt === undefined || !cancels(occurredAt.getTime(), rejection.rejectedAt.getTime(), false)) return [];
  const fact = toUnrejectedFact(rejection, occurredAt, now);
  const key = toUnRejectedKey(rejection.caseId, fact.dedupeKey);
  if (lookup.unRejectedFacts.has(key)) return [];
  lookup.unRejectedFacts.add(key);
  return [fact];
}
