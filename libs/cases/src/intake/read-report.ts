import type { RejectionReport, StageKind } from '@goen/contracts/public';
import type { NoResultReason, SilentReason } from '@goen/contracts/workflow';
import { personHash } from '@goen/service-kit';
import { type ContactAddress, chooseAddress, readAddresses, selectUsable } from './contact-addresses.ts';

const hourMs = 3_600_000;
/** Clocks of ATSs differ; a time further ahead is a mistake. */
const maxAheadMs = 24 * hourMs;
export const isTooFarAhead = (at: Date, now: Date): boolean => at.getTime() > now.getTime() + maxAheadMs;

/** A report as read by itself, before its candidate is looked up. */
export type ReadReport = {
  readonly report: RejectionReport;
  readonly sourceKey: string;
  readonly remoteId: string;
  readonly rejectedAt: Date;
  /** false: its source has no date, and `rejectedAt` is when it was read. */
  readonly dated: boolean;
  readonly noResult: NoResultReason | null;
  /** All that were reported, as they are stored. */
  readonly emails: readonly ContactAddress[];
  /** The one that is mailed; null when there is none. */
  readonly email: string | null;
  readonly personHash: string | null;
  /** Of all reported addresses: an offer may be known by any of them. */
  readonly personHashes: readonly string[];
  readonly stage: StageKind;
  /** Why no mail may be sent, as far as the report says. */
  readonly silent: SilentReason | null;
};

export type Refusal = {
  readonly kind: 'refused';
  readonly code: 'withdrawn_by_candidate' | 'rejected_in_future' | 'unknown_connection';
  readonly pointer: string;
};

/** Whether the source dates the rejection; if not, whether it may be told to the candidate as if it were new. */
export type Dating = Pick<ReadReport, 'dated' | 'noResult'>;

/** The rules that need the report alone: whose decision it was, when, and how the person may be reached. */
export function readReport(
  reported: RejectionReport,
  now: Date,
  personHashKey: string,
  { dated, noResult }: Dating,
): ReadReport | Refusal {
  const report = { ...reported, candidate: withoutHeaderNames(reported.candidate) };
  const { application, candidate, source } = report;
  if (application.rejection_reason?.type === 'by_candidate') {
    return { kind: 'refused', code: 'withdrawn_by_candidate', pointer: '/application/rejection_reason/type' };
  }
  const rejectedAt = new Date(application.rejected_at);
  if (isTooFarAhead(rejectedAt, now)) {
    return { kind: 'refused', code: 'rejected_in_future', pointer: '/application/rejected_at' };
  }
  const emails = readAddresses(candidate.emails);
  const email = chooseAddress(emails);
  return {
    report,
    sourceKey: toSourceKey(source),
    remoteId: application.remote_id,
    rejectedAt,
    dated,
    noResult,
    emails,
    email,
    personHash: email === null ? null : personHash(email, personHashKey),
    personHashes: selectUsable(emails).map(({ value }) => personHash(value, personHashKey)),
    stage: application.current_stage?.kind ?? 'other',
    silent: findSilentReason(candidate, email),
  };
}

/** Headers that were taken for values. 名 and メイ can be names, unless 姓 and セイ stand beside them. */
function withoutHeaderNames(candidate: RejectionReport['candidate']): RejectionReport['candidate'] {
  const isHeader = (part: string | null | undefined, header: string) => part?.normalize('NFKC') === header;
  const { family_name: family, given_name: given, family_name_kana: kana, given_name_kana: givenKana } = candidate;
  return {
    ...candidate,
    ...(!family && isHeader(given, '名') ? { given_name: null } : {}),
    ...(isHeader(kana, 'セイ') && isHeader(givenKana, 'メイ') ? { family_name_kana: null, given_name_kana: null } : {}),
  };
}

export const toSourceKey = (source: RejectionReport['source']): string =>
  source.connection_id ? `connection:${source.connection_id}` : `ats:${source.ats}`;

function findSilentReason(candidate: RejectionReport['candidate'], email: string | null): SilentReason | null {
  if (candidate.private) return 'private';
  if (candidate.can_email === false) return 'may_not_email';
  if (email !== null) return null;
  return candidate.emails.length > 0 ? 'address_unusable' : 'no_address';
}
