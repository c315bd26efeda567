import { randomUUID } from 'node:crypto';
import { type Database, type Em, type Rejection, withCompany } from '@goen/case-store';
import type { FactData, FactKind } from '@goen/contracts/internal';
import type { FieldError, RejectionReport } from '@goen/contracts/public';
import { applicationOf } from './application-row.ts';
import { candidateOf, samePerson } from './candidate-of.ts';
import { newTags } from './candidate-rows.ts';
import { lockIntake } from './intake-lock.ts';
import {
  type LookUpOptions,
  type Lookup,
  lookUp,
  rejectionKey,
  rememberApplication,
  remoteKey,
  unRejectedKey,
} from './intake-lookup.ts';
import { emptyRows, type IntakeFact, type IntakeRows, outboxRow, writeRows } from './intake-rows.ts';
import { mergeCandidates } from './merge-candidates.ts';
import { openCaseFor } from './open-case.ts';
import { refreshProfile } from './pool-profiles.ts';
import { type ReadReport, type Refusal, readReport } from './read-report.ts';
import { unRejectedFact } from './un-rejected-fact.ts';

export type Accepted = {
  readonly kind: 'accepted';
  readonly caseId: string;
  readonly rejectionId: string;
  readonly known: boolean;
  readonly joined: boolean;
  /** Fields of a candidate known before whose stored value changed. */
  readonly changed: readonly string[];
  readonly droppedTags: readonly FieldError[];
};
export type Intake = Accepted | Refusal;

export type IntakeContext = {
  readonly orm: Database;
  readonly companyId: string;
  readonly personHashKey: string;
  readonly now: Date;
};

export type IntakeOptions = {
  /**
   * Places of reports that have no date of their own, only the moment when they were read: such a one is known when any
   * rejection of its application is.
   */
  readonly undated?: ReadonlySet<number>;
  /** Before anything is locked. */
  readonly first?: (em: Em) => Promise<void>;
  /** Written in the same transaction, after all else: what it throws leaves nothing of it. */
  readonly also?: (em: Em, results: readonly Intake[]) => Promise<void>;
};

/**
 * Accepts reports as one transaction: candidates, applications, rejections, cases, facts and outbox rows, all or none.
 * A refused report refuses itself alone; the others are accepted as if each had been sent by itself, in order.
 */
export async function acceptRejections(
  context: IntakeContext,
  reports: readonly RejectionReport[],
  { undated, first, also }: IntakeOptions = {},
): Promise<Intake[]> {
  const read = readAll(context, reports, undated);
  if (also === undefined && !read.some(isReadable)) return read as Refusal[];
  return withCompany(context.orm, context.companyId, async (em) => {
    await first?.(em);
    await lockIntake(em, context.companyId);
    const results = await acceptRead(em, context, read);
    await also?.(em, results);
    return results;
  });
}

type OneRead = ReadReport | Refusal;
const isReadable = (one: OneRead): one is ReadReport => !('kind' in one);
export const readAll = (
  { now, personHashKey }: IntakeContext,
  reports: readonly RejectionReport[],
  undated: ReadonlySet<number> = new Set(),
): OneRead[] => reports.map((report, at) => readReport(report, now, personHashKey, !undated.has(at)));

/** The acceptance itself, within a transaction that somebody else began. */
export async function acceptRead(
  em: Em,
  context: IntakeContext,
  read: readonly OneRead[],
  options: LookUpOptions = {},
): Promise<Intake[]> {
  const { companyId, now } = context;
  const readable = read.filter(isReadable);
  if (readable.length === 0) return read as Refusal[];
  let lookup = await lookUp(em, companyId, readable, options);
  let rows = emptyRows();
  const results: Intake[] = [];
  for (const one of read) {
    if (!isReadable(one)) {
      results.push(one);
      continue;
    }
    const [older, ...later] = isOfKnownSource(lookup, one) ? samePerson(lookup, one) : [];
    if (older && later.length > 0) {
      await writeRows(em, rows);
      for (const { id } of later) await mergeCandidates(em, older.id, id, now);
      // All of it is read anew: what was merged is the same candidate from here on.
      em.clear();
      lookup = await lookUp(em, companyId, readable, options);
      rows = emptyRows();
    }
    results.push(acceptOne(context, lookup, rows, one));
  }
  await writeRows(em, rows);
  // Of those in the pool, what is compared may have changed.
  const pooled = [...lookup.byRemoteId.values()].filter(({ relayConsent }) => relayConsent === 'granted');
  for (const { id } of new Set(pooled)) await refreshProfile(em, id, now);
  return results;
}

const isOfKnownSource = ({ connections }: Lookup, { report: { source } }: ReadReport): boolean =>
  !source.connection_id || connections.has(source.connection_id);

function acceptOne({ companyId, now }: IntakeContext, lookup: Lookup, rows: IntakeRows, read: ReadReport): Intake {
  if (!isOfKnownSource(lookup, read)) {
    return { kind: 'refused', code: 'unknown_connection', pointer: '/source/connection_id' };
  }
  const repeated = knownRejection(lookup, read);
  const { candidate, changed } = candidateOf(companyId, lookup, rows, read, now);
  const { droppedTags } = read;
  rows.tags.push(...newTags(candidate, read, lookup));
  const openCase = lookup.openCases.get(candidate.id);
  const keys = { companyId, candidateId: candidate.id };
  const factOf = <K extends FactKind>(caseId: string, kind: K, data: FactData<K>): IntakeFact => ({
    ...keys,
    caseId,
    kind,
    at: now,
    data,
    dedupeKey: null,
  });

  if (repeated) {
    if (changed.length > 0) rows.facts.push(factOf(repeated.caseId, 'candidate.changed', { fields: changed }));
    return {
      kind: 'accepted',
      caseId: repeated.caseId,
      rejectionId: repeated.id,
      known: true,
      joined: false,
      changed,
      droppedTags,
    };
  }
  const application = applicationOf(candidate, lookup, rows, read, now);
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
    dated: read.dated,
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
  const facts = [
    factOf(rejection.caseId, 'rejection.reported', reported),
    ...takenBackAlready(rejection, lookup, now).map((taken) => ({ ...keys, caseId: rejection.caseId, ...taken })),
  ];
  if (openCase === undefined) openCaseFor(candidate, rejection, facts, lookup, rows, now);
  else rows.outbox.push(outboxRow(rejection, 'nudge', now, now));
  if (changed.length > 0) rows.facts.push(factOf(rejection.caseId, 'candidate.changed', { fields: changed }));
  rows.facts.push(...facts);
  rows.rejections.push(rejection);
  lookup.rejections.set(rejectionKey(rejection), rejection);
  rememberApplication(lookup.rejectedApplications, rejection);
  const joined = openCase !== undefined;
  const { caseId, id: rejectionId } = rejection;
  return { kind: 'accepted', caseId, rejectionId, known: false, joined, changed, droppedTags };
}

/**
 * The rejection that a report repeats. One without a date, reported now or before, is known by its application alone:
 * the same export with and without the date is one rejection.
 */
function knownRejection(lookup: Lookup, read: ReadReport): Rejection | undefined {
  const same = lookup.rejections.get(rejectionKey(read));
  if (same) return same;
  const ofApplication = lookup.rejectedApplications.get(remoteKey(read.sourceKey, read.remoteId));
  return read.dated ? ofApplication?.undated : ofApplication?.latest;
}

/**
 * An un-rejection cancels every rejection of its application that is older, also one reported after it. The latest says
 * all; a case that knows it needs no second fact.
 */
function takenBackAlready(rejection: Rejection, lookup: Lookup, now: Date) {
  const occurredAt = lookup.unRejections.get(remoteKey(rejection.sourceKey, rejection.remoteId));
  if (occurredAt === undefined || occurredAt <= rejection.rejectedAt) return [];
  const fact = unRejectedFact(rejection, occurredAt, now);
  const key = unRejectedKey(rejection.caseId, fact.dedupeKey);
  if (lookup.unRejected.has(key)) return [];
  lookup.unRejected.add(key);
  return [fact];
}
