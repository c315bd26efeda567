import type { Application, Candidate } from '@goen/case-store';
import { newId } from '../new-id.ts';
import type { IntakeRows } from './intake-rows.ts';
import { type Lookup, toRemoteKey } from './lookup.ts';
import type { ReadReport } from './read-report.ts';

/** The application of a report, as first reported. For an erased person only the job is kept. */
export function findOrAddApplication(
  candidate: Candidate,
  lookup: Lookup,
  rows: IntakeRows,
  { report, sourceKey, remoteId }: ReadReport,
  now: Date,
): Application {
  const key = toRemoteKey(sourceKey, remoteId);
  const known = lookup.applications.get(key);
  if (known) return known;
  const isKept = candidate.erasedAt === null;
  const application: Application = {
    id: newId(),
    companyId: candidate.companyId,
    candidateId: candidate.id,
    sourceKey,
    remoteId,
    jobRemoteId: isKept ? (report.job?.remote_id ?? null) : null,
    jobName: report.job?.name ?? null,
    jobCategory: report.job?.category ?? null,
    appliedAt: isKept && report.application.applied_at ? new Date(report.application.applied_at) : null,
    remoteUrl: isKept ? (report.application.remote_url ?? null) : null,
    customFields: isKept ? report.custom_fields : {},
    remoteData: isKept ? report.remote_data : {},
    createdAt: now,
  };
  rows.applications.push(application);
  lookup.applications.set(key, application);
  return application;
}
