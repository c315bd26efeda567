import { readTag } from '@goen/case-domain/tags';
import {
  type FieldError,
  type RejectionReport,
  type StageKind,
  type Tag,
  tagFaultDetail,
} from '@goen/contracts/public';
import type { SilentReason } from '@goen/contracts/workflow';
import { personHash } from '@goen/service-kit';

const hourMs = 3_600_000;
/** Clocks of ATSs differ; what is told from further ahead is a mistake. */
const maxAheadMs = 24 * hourMs;
export const isTooFarAhead = (at: Date, now: Date): boolean => at.getTime() > now.getTime() + maxAheadMs;

/** What a report comes to, before anything is known of the candidate. */
export type ReadReport = {
  readonly report: RejectionReport;
  readonly sourceKey: string;
  readonly remoteId: string;
  readonly rejectedAt: Date;
  /** false: its source had no date, `rejectedAt` is when it was read. */
  readonly dated: boolean;
  readonly email: string | null;
  readonly personHash: string | null;
  readonly stage: StageKind;
  /** Why no mail may go, as far as the report says. */
  readonly silent: SilentReason | null;
  /** The tags that may be kept, and where those stand that may not. */
  readonly tags: readonly Tag[];
  readonly droppedTags: readonly FieldError[];
};

export type Refusal = {
  readonly kind: 'refused';
  readonly code: 'withdrawn_by_candidate' | 'rejected_in_future' | 'unknown_connection';
  readonly pointer: string;
};

/** The rules that a report meets by itself: whose decision it was, when, and how the person may be reached. */
export function readReport(
  report: RejectionReport,
  now: Date,
  personHashKey: string,
  dated: boolean,
): ReadReport | Refusal {
  const { application, candidate, source } = report;
  if (application.rejection_reason?.type === 'by_candidate') {
    return { kind: 'refused', code: 'withdrawn_by_candidate', pointer: '/application/rejection_reason/type' };
  }
  const rejectedAt = new Date(application.rejected_at);
  if (isTooFarAhead(rejectedAt, now)) {
    return { kind: 'refused', code: 'rejected_in_future', pointer: '/application/rejected_at' };
  }
  const email = chooseEmail(candidate.emails);
  return {
    report,
    sourceKey: sourceKeyOf(source),
    remoteId: application.remote_id,
    rejectedAt,
    dated,
    email,
    personHash: email === null ? null : personHash(email, personHashKey),
    stage: application.current_stage?.kind ?? 'other',
    silent: silentReason(candidate, email),
    ...sortTags(candidate.tags),
  };
}

export const sourceKeyOf = (source: RejectionReport['source']): string =>
  source.connection_id ? `connection:${source.connection_id}` : `ats:${source.ats}`;

/** Of several addresses the personal one, else the first. */
function chooseEmail(emails: RejectionReport['candidate']['emails']): string | null {
  return (emails.find(({ type }) => type === 'personal') ?? emails[0])?.value ?? null;
}

function silentReason(candidate: RejectionReport['candidate'], email: string | null): SilentReason | null {
  if (candidate.private) return 'private';
  if (candidate.can_email === false) return 'may_not_email';
  return email === null ? 'no_address' : null;
}

/** 職業安定法 Art. 5-5: some things are not collected, whoever sends them. The rejection itself is taken all the same. */
function sortTags(all: readonly Tag[]): Pick<ReadReport, 'tags' | 'droppedTags'> {
  const code = 'sensitive_tag';
  const isSensitive = all.map((tag) => readTag(tag).kind === 'sensitive');
  return {
    tags: all.filter((_, at) => !isSensitive[at]),
    droppedTags: all.flatMap((_, at) =>
      isSensitive[at] ? [{ pointer: `/candidate/tags/${at}`, code, detail: tagFaultDetail(code) }] : [],
    ),
  };
}
