import { Company, type Database, type Em, withCompany } from '@goen/case-store';
import { type CompanySettings, companySettings } from '@goen/contracts/internal';
import type { RejectionReport } from '@goen/contracts/public';
import { loadCases } from '../load-case.ts';
import { mergeCandidates } from '../merge/merge-candidates.ts';
import { refreshPoolProfile } from '../pool/pool-profile.ts';
import { refreshProjection } from '../projection/refresh-projection.ts';
import { type Accepted, acceptReport, isFromKnownSource } from './accept-report.ts';
import { lockIntake } from './lock-intake.ts';
import { type LookupOptions, lookUp } from './lookup.ts';
import { findSamePerson } from './match-candidate.ts';
import type { EvaluatedCases } from './open-case.ts';
import { type Outlook, readOutlooks } from './outlook.ts';
import { type ReadReport, type Refusal, readReport } from './read-report.ts';
import { emptyRows, writeRows } from './rows.ts';
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

/** The same, with the next step of each accepted rejection accepted rejection. */
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
  return withCompany(context.orm, context.companyId, async (em) => {
    await prepare?.(em);
    await lockIntake(em, context.companyId);
    const results = await acceptRead(em, context, read, {}, evaluated);
    await complete?.(em, results);
    return results;
  });
}

type ReportReading = ReadReport | Refusal;
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

/** The acceptance itself, in the caller's transaction. Adds the cases it opens to `evaluated`. */
export async function acceptRead(
  em: Em,
  context: IntakeContext,
  reports: readonly ReportReading[],
  options: LookupOptions = {},
  evaluated: EvaluatedCases = new Map(),
): Promise<Intake[]> {
  const { companyId, now } = context;
  if (!reports.some(isReadable)) return reports as Refusal[];
  const settings = await readSettings(em, companyId);
  const readings = reports.map((read) => (isReadable(read) ? withoutAgencyAddress(read, settings) : read));
  const readable = readings.filter(isReadable);
  let lookup = await lookUp(em, { companyId, settings }, readable, options);
  let rows = emptyRows();
  const results: Intake[] = [];
  for (const reading of readings) {
    if (!isReadable(reading)) {
      results.push(reading);
      continue;
    }
    const [older, ...later] = isFromKnownSource(lookup, reading) ? findSamePerson(lookup, reading) : [];
    if (older && later.length > 0) {
      await writeRows(em, context, rows);
      for (const { id } of later) await mergeCandidates(em, older.id, id, now);
      // Merged candidates are one from here on, so everything is looked up again.
      em.clear();
      evaluated.clear();
      lookup = await lookUp(em, { companyId, settings }, readable, options);
      rows = emptyRows();
    }
    results.push(acceptReport(context, lookup, rows, evaluated, reading));
  }
  await writeRows(em, context, rows);
  await refreshJoinedCases(em, results, now);
  // A report may have changed what candidates of the pool are matched by.
  const pooled = [...lookup.candidatesByRemoteId.values()].filter(({ relayConsent }) => relayConsent === 'granted');
  for (const { id } of new Set(pooled)) await refreshPoolProfile(em, id, now);
  return results;
}

/** A rejection that joins changes the next mail at once, not only when the workflow wakes. Opened cases are evaluated. */
async function refreshJoinedCases(em: Em, results: readonly Intake[], now: Date): Promise<void> {
  const joined = results.flatMap((result) => (result.kind === 'accepted' && result.joined ? [result.caseId] : []));
  if (joined.length === 0) return;
  for (const loaded of (await loadCases(em, [...new Set(joined)])).values()) {
    await refreshProjection(em, loaded, now.getTime());
  }
}

async function readSettings(em: Em, companyId: string): Promise<CompanySettings> {
  const { settings } = await em.findOneOrFail(Company, { id: companyId });
  return companySettings.parse(settings);
}
