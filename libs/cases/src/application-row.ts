import { randomUUID } from 'node:crypto';
import type { Application, Candidate } from '@goen/case-store';
import { type Lookup, remoteKey } from './intake-lookup.ts';
import type { IntakeRows } from './intake-rows.ts';
import type { ReadReport } from './read-report.ts';

/** The application of a report, as it was first told. Of a person who had their data erased only the job is kept. */
export function applicationOf(
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
    companyId: candidate.companyId,
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
