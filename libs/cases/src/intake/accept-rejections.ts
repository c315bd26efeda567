import { type Database, type Em, withIntake } from '@goen/case-store';
import type { RejectionReport } from '@goen/contracts/public';
import { loadCases } from '../load-case.ts';
import { mergeCandidates } from '../merge/merge-candidates.ts';
import { refreshPoolProfile } from '../pool/pool-profile.ts';
import { refreshProjection } from '../projection/refresh-projection.ts';
import { type Accepted, acceptReport, isFromKnownSource } from './accept-report.ts';
import { countIntake } from './count-intake.ts';
import { emptyRows, type IntakeRows } from './intake-rows.ts';
import { lockIntake } from './lock-intake.ts';
import { type LookupOptions, lookUp } from './lookup.ts';
import { findSamePerson } from './match-candidate.ts';
import type { EvaluatedCases } from './open-case.ts';
import { type Outlook, readOutlooks } from './outlook.ts';
import type { KnownResponse } from './read-known-rows.ts';
import { type ReadReport, type Refusal, readReport } from './read-report.ts';
import type { RequestKey } from './request-key.ts';
import { writeRows } from './rows.ts';
import { withoutAgencyAddress } from './through-agency.ts';

export type Intake = Accepted | Refusal;

export type IntakeContext = {
  readonly orm: Database;
  readonly companyId: string;
  readonly personHashKey: string;
  readonly now: Date;
};

/** Reports without a date of their own: each repeats any earlier rejection of its application. */
export type UndatedReports = {
  readonly indexes: ReadonlySet<number>;
  /** Whether they get a result mail, as if they were new. */
  readonly areAnswered: boolean;
};

export type IntakeOptions = {
  readonly undated?: UndatedReports;
  /** Runs in the transaction before anything is locked. */
  readonly prepare?: (em: Em) => Promise<void>;
  /** Runs last in the transaction; an error rolls everything back. */
  readonly complete?: (em: Em, results: readonly Intake[]) => Promise<void>;
};

/**
 * Accepts reports in one transaction: candidates, applications, rejections, cases, facts and outbox rows, all or none.
 * A refused report does not affect the others; the others are accepted as if each had been sent by itself, in order.
 */
export const acceptRejections = (
  context: IntakeContext,
  reports: readonly RejectionReport[],
  options: IntakeOptions = {},
): Promise<Intake[]> => acceptAndEvaluate(context, reports, options, new Map());

/** The same, with the next step of each accepted rejection. */
export async function acceptRejectionsWithOutlook(
  context: IntakeContext,
  reports: readonly RejectionReport[],
): Promise<((Accepted & Outlook) | Refusal)[]> {
  const evaluated: EvaluatedCases = new Map();
  let outlooks: readonly (Outlook | null)[] = [];
  const complete = async (em: Em, results: readonly Intake[]) => {
    outlooks = await readOutlooks(em, results, evaluated, context.now);
  };
  const results = await acceptAndEvaluate(context, reports, { complete }, evaluated);
  return results.map((result, index) => {
    if (result.kind === 'refused') return result;
    const outlook = outlooks[index];
    if (!outlook) throw new Error('An accepted rejection has no outlook');
    return { ...result, ...outlook };
  });
}

async function acceptAndEvaluate(
  context: IntakeContext,
  reports: readonly RejectionReport[],
  { undated, prepare, complete }: IntakeOptions,
  evaluated: EvaluatedCases,
): Promise<Intake[]> {
  const read = readReports(context, reports, undated);
  if (complete === undefined && !read.some(isReadable)) return read as Refusal[];
  const accepted = await withIntake(context.orm, context.companyId, async (em) => {
    await prepare?.(em);
    await lockIntake(em, context.companyId);
    const results = (await acceptRead(em, context, read, {}, evaluated)) as Intake[];
    await complete?.(em, results);
    return results;
  });
  countIntake(accepted);
  return accepted;
}

export type ReportReading = ReadReport | Refusal;
const isReadable = (reading: ReportReading): reading is ReadReport => !('kind' in reading);
export const readReports = (
  { now, personHashKey }: IntakeContext,
  reports: readonly RejectionReport[],
  undated?: UndatedReports,
): ReportReading[] =>
  reports.map((report, index) => {
    if (!undated?.indexes.has(index)) return readReport(report, now, personHashKey, { dated: true, noResult: null });
    const noResult = undated.areAnswered ? null : 'undated';
    return readReport(report, now, personHashKey, { dated: false, noResult });
  });

/** A request that was answered before: its report is not accepted again. */
export type Answered = { readonly kind: 'answered'; readonly response: KnownResponse };

export type AcceptOptions = Pick<LookupOptions, 'lockCases'> & {
  /** The request of each report, if it has a key. */
  readonly requests?: readonly (RequestKey | null)[];
  /** May add rows to what is about to be written. Not called again for what later merges change. */
  readonly beforeWrite?: (results: readonly (Intake | Answered)[], rows: IntakeRows) => void;
};

/** The acceptance itself, in the caller's transaction. Adds the cases it opens to `evaluated`. */
export async function acceptRead(
  em: Em,
  context: IntakeContext,
  reports: readonly ReportReading[],
  { lockCases = true, requests = [], beforeWrite }: AcceptOptions = {},
  evaluated: EvaluatedCases = new Map(),
): Promise<(Intake | Answered)[]> {
  const { companyId, now } = context;
  if (!reports.some(isReadable)) return reports as Refusal[];
  const readable = reports.filter(isReadable);
  const options = { lockCases, requests: requests.filter((request) => request !== null) };
  let lookup = await lookUp(em, companyId, readable, options);
  const { settings } = lookup;
  let rows = emptyRows();
  const results: (Intake | Answered)[] = [];
  for (const [index, report] of reports.entries()) {
    const response = lookup.responses.get(requests[index]?.key ?? '');
    if (response || !isReadable(report)) {
      results.push(response ? { kind: 'answered', response } : (report as Refusal));
      continue;
    }
    const reading = withoutAgencyAddress(report, settings);
    const [older, ...later] = isFromKnownSource(lookup, reading) ? findSamePerson(lookup, reading) : [];
    if (older && later.length > 0) {
      await writeRows(em, context, rows, lookup);
      for (const { id } of later) await mergeCandidates(em, older.id, id, now);
      // Merged candidates are one from here on, so everything is looked up again.
      em.clear();
      evaluated.clear();
      lookup = await lookUp(em, companyId, readable, options);
      rows = emptyRows();
    }
    results.push(acceptReport(context, lookup, rows, evaluated, reading));
  }
  beforeWrite?.(results, rows);
  await writeRows(em, context, rows, lookup);
  await refreshJoinedCases(em, results, now);
  // A report may have changed what candidates of the pool are matched by.
  const pooled = [...lookup.candidatesByRemoteId.values()].filter(({ relayConsent }) => relayConsent === 'granted');
  for (const { id } of new Set(pooled)) await refreshPoolProfile(em, id, now);
  return results;
}

/** A rejection that joins changes the next mail at once, not only when the workflow wakes. Opened cases are evaluated. */
async function refreshJoinedCases(em: Em, results: readonly (Intake | Answered)[], now: Date): Promise<void> {
  const joined = results.flatMap((result) => (result.kind === 'accepted' && result.joined ? [result.caseId] : []));
  if (joined.length === 0) return;
  for (const loaded of (await loadCases(em, [...new Set(joined)])).values()) {
    await refreshProjection(em, loaded, now.getTime());
  }
}
