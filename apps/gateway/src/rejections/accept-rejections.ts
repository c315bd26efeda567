import { randomUUID } from 'node:crypto';
import { nextStep, stepNameOf } from '@goen/case-domain';
import {
  type Application,
  type Candidate,
  type Database,
  type FollowUpCase,
  type Rejection,
  withCompany,
} from '@goen/case-store';
import type { Fact, FactData, FactKind, RejectionReport } from '@goen/contracts';
import { newCandidate, newTags, updateCandidate } from './candidate-rows.ts';
import { type Lookup, lookUp, rejectionKey, remoteKey } from './intake-lookup.ts';
import { emptyRows, type IntakeRows, outboxRow, writeRows } from './intake-rows.ts';
import { type ReadReport, type Refusal, readReport } from './read-report.ts';

export type Accepted = {
  readonly kind: 'accepted';
  readonly caseId: string;
  readonly rejectionId: string;
  readonly known: boolean;
  readonly joined: boolean;
};
export type Intake = Accepted | Refusal;

export type IntakeContext = {
  readonly orm: Database;
  readonly companyId: string;
  readonly personHashKey: string;
  readonly now: Date;
};

/**
 * Accepts reports as one transaction: candidates, applications, rejections, cases, facts and outbox rows, all or none.
 * A refused report refuses itself alone; the others are accepted as if each had been sent by itself, in order.
 */
export async function acceptRejections(context: IntakeContext, reports: readonly RejectionReport[]): Promise<Intake[]> {
  const { orm, companyId, now } = context;
  const read = reports.map((report) => readReport(report, now, context.personHashKey));
  const readable = read.filter((one): one is ReadReport => !('kind' in one));
  if (readable.length === 0) return read as Refusal[];
  return withCompany(orm, companyId, async (em) => {
    // One intake of a company at a time: whoever comes second sees what the first wrote, and nobody deadlocks.
    await em.execute(`select pg_advisory_xact_lock(hashtextextended('intake:' || ?, 0))`, [companyId]);
    const lookup = await lookUp(em, companyId, readable);
    const rows = emptyRows();
    const results = read.map((one) => ('kind' in one ? one : acceptOne(context, lookup, rows, one)));
    await writeRows(em, rows);
    return results;
  });
}

function acceptOne({ companyId, now }: IntakeContext, lookup: Lookup, rows: IntakeRows, read: ReadReport): Intake {
  const { connection_id: connectionId } = read.report.source;
  if (connectionId && !lookup.connections.has(connectionId)) {
    return { kind: 'refused', code: 'unknown_connection', pointer: '/source/connection_id' };
  }
  const key = rejectionKey(read);
  const repeated = lookup.rejections.get(key);
  const { candidate, changed } = candidateOf(companyId, lookup, rows, read, now);
  rows.tags.push(...newTags(candidate, read, lookup));
  const openCase = lookup.openCases.get(candidate.id);
  const keys = { companyId, candidateId: candidate.id };
  const fact = <K extends FactKind>(caseId: string, kind: K, data: FactData<K>) =>
    rows.facts.push({ ...keys, caseId, kind, at: now, data, dedupeKey: null });

  if (repeated) {
    if (changed.length > 0) fact(repeated.caseId, 'candidate.changed', { fields: changed });
    return { kind: 'accepted', caseId: repeated.caseId, rejectionId: repeated.id, known: true, joined: false };
  }
  const application = applicationOf(companyId, candidate, lookup, rows, read, now);
  const standing = lookup.standing.get(candidate.id) ?? [];
  const holdsOffer = standing.some(({ kind }) => kind === 'candidate.hired');
  const silent = holdsOffer ? 'holds_offer' : candidate.erasedAt ? 'no_address' : read.silent;
  const rejection: Rejection & { silent: typeof silent } = {
    id: randomUUID(),
    ...keys,
    caseId: openCase?.id ?? randomUUID(),
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
  };
  const reported: FactData<'rejection.reported'> = {
    rejectionId: rejection.id,
    sourceKey: rejection.sourceKey,
    remoteId: rejection.remoteId,
    rejectedAt: rejection.rejectedAt.toISOString(),
    acceptedAt: now.toISOString(),
    stage: rejection.stage,
    silent: rejection.silent,
  };
  if (openCase === undefined) openCaseFor(lookup, rows, candidate, rejection, reported, standing, now);
  else rows.outbox.push(outboxRow(rejection, 'nudge', now, now));
  if (changed.length > 0) fact(rejection.caseId, 'candidate.changed', { fields: changed });
  fact(rejection.caseId, 'rejection.reported', reported);
  rows.rejections.push(rejection);
  lookup.rejections.set(key, rejection);
  const joined = openCase !== undefined;
  return { kind: 'accepted', caseId: rejection.caseId, rejectionId: rejection.id, known: false, joined };
}

/** The same candidate is the same id in the same source, or the same person by address. */
function candidateOf(companyId: string, lookup: Lookup, rows: IntakeRows, read: ReadReport, now: Date) {
  const key = remoteKey(read.sourceKey, read.report.candidate.remote_id);
  const known = lookup.byRemoteId.get(key) ?? (read.personHash ? lookup.byPerson.get(read.personHash) : undefined);
  const candidate = known ?? newCandidate(companyId, read, now);
  const changed = known ? updateCandidate(known, read) : [];
  if (!known) rows.candidates.push(candidate);
  lookup.byRemoteId.set(key, candidate);
  if (read.personHash) lookup.byPerson.set(read.personHash, candidate);
  return { candidate, changed };
}

function applicationOf(
  companyId: string,
  candidate: Candidate,
  lookup: Lookup,
  rows: IntakeRows,
  { report, sourceKey, remoteId }: ReadReport,
  now: Date,
): Application {
  const key = remoteKey(sourceKey, remoteId);
  const known = lookup.applications.get(key);
  if (known) return known;
  const kept = candidate.erasedAt === null;
  const application: Application = {
    id: randomUUID(),
    companyId,
    candidateId: candidate.id,
    sourceKey,
    remoteId,
    jobRemoteId: kept ? (report.job?.remote_id ?? null) : null,
    jobName: report.job?.name ?? null,
    jobCategory: report.job?.category ?? null,
    appliedAt: kept && report.application.applied_at ? new Date(report.application.applied_at) : null,
    remoteUrl: kept ? (report.application.remote_url ?? null) : null,
    customFields: kept ? report.custom_fields : {},
    remoteData: kept ? report.remote_data : {},
    createdAt: now,
  };
  rows.applications.push(application);
  lookup.applications.set(key, application);
  return application;
}

/** A new case sleeps from its first moment: when it looks at its facts first is known from the rules. */
function openCaseFor(
  lookup: Lookup,
  rows: IntakeRows,
  candidate: Candidate,
  rejection: Rejection,
  reported: FactData<'rejection.reported'>,
  standing: readonly Fact[],
  now: Date,
): void {
  const { caseId } = rejection;
  const at = now.toISOString();
  const first: Fact = { seq: Number.MAX_SAFE_INTEGER, caseId, kind: 'rejection.reported', at, data: reported };
  const file = { caseId, facts: [...standing, first], settings: lookup.settings, licence: lookup.licence };
  const step = nextStep(file, now.getTime());
  const wakeAt = step.kind === 'wait' ? new Date(step.untilMs) : now;
  const opened: FollowUpCase = {
    id: caseId,
    companyId: candidate.companyId,
    candidateId: candidate.id,
    state: 'open',
    closedReason: null,
    stage: rejection.stage,
    nextStep: stepNameOf(step),
    nextStepAt: wakeAt,
    openedAt: now,
  };
  rows.cases.push(opened);
  rows.outbox.push(outboxRow(rejection, 'start', wakeAt, now));
  lookup.openCases.set(candidate.id, opened);
}
