import type { ConsentState, StageKind } from '@goen/contracts/public';
import { z } from 'zod';
import type { CrmCandidate, CrmStatus } from './crm-adapter.ts';

const stageLabels: Readonly<Record<StageKind, string>> = {
  documents: '書類選考',
  interview: '面接',
  final: '最終面接',
  other: 'その他',
};
const statusLabels: Readonly<Record<CrmStatus, string>> = {
  open: 'フォロー中',
  reapplied: '再応募',
  hired: '内定・入社',
  closed: '終了',
  withdrawn: '辞退・配信停止',
};
const consentLabels: Readonly<Record<ConsentState, string>> = {
  unknown: '未回答',
  granted: '同意',
  declined: '同意しない',
  withdrawn: '撤回',
  lapsed: '期限切れ',
};

const tokyoDate = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Tokyo', dateStyle: 'short' });
const orEmpty = (text: string | null | undefined) => text ?? '';
const joinTags = ({ tags }: CrmCandidate, kind?: string) =>
  tags
    .filter((tag) => kind === undefined || tag.kind === kind)
    .map(({ value }) => value)
    .join(';');

/** Every field that can be mapped, as text: empty when unknown, several values joined by `;`. */
const readers = {
  candidate_id: (candidate: CrmCandidate) => candidate.candidateId,
  full_name: (candidate: CrmCandidate) => toDisplayName(candidate),
  family_name: (candidate: CrmCandidate) => orEmpty(candidate.familyName),
  given_name: (candidate: CrmCandidate) => orEmpty(candidate.givenName),
  email: (candidate: CrmCandidate) => orEmpty(candidate.email),
  phone: (candidate: CrmCandidate) => orEmpty(candidate.phones[0]),
  prefecture: (candidate: CrmCandidate) => orEmpty(candidate.prefecture),
  tags: (candidate: CrmCandidate) => joinTags(candidate),
  skills: (candidate: CrmCandidate) => joinTags(candidate, 'skill'),
  regions: (candidate: CrmCandidate) => joinTags(candidate, 'region'),
  orientations: (candidate: CrmCandidate) => joinTags(candidate, 'orientation'),
  job_categories: (candidate: CrmCandidate) => joinTags(candidate, 'job_category'),
  last_job: (candidate: CrmCandidate) => orEmpty(candidate.lastJob),
  last_stage: (candidate: CrmCandidate) => stageLabels[candidate.lastStage],
  last_rejected_on: (candidate: CrmCandidate) => tokyoDate.format(new Date(candidate.lastRejectedAt)),
  relay_consent: (candidate: CrmCandidate) => consentLabels[candidate.relayConsent],
  unsubscribed: (candidate: CrmCandidate) => (candidate.unsubscribed ? 'はい' : 'いいえ'),
  status: (candidate: CrmCandidate) => statusLabels[candidate.status],
} as const;

export type CandidateField = keyof typeof readers;
export const candidateFields = Object.keys(readers) as [CandidateField, ...CandidateField[]];
export const candidateField = z.enum(candidateFields);

export const readField = (candidate: CrmCandidate, field: CandidateField): string => readers[field](candidate);

/** Which CRM field each of our fields is written to, by the CRM's API name. */
export const fieldNames = z.partialRecord(candidateField, z.string().trim().min(1).max(100));
type FieldNames = z.infer<typeof fieldNames>;

export const mapFields = (candidate: CrmCandidate, names: FieldNames): Record<string, string> =>
  Object.fromEntries(
    candidateFields.flatMap((field) => {
      const name = names[field];
      return name === undefined ? [] : [[name, readField(candidate, field)]];
    }),
  );

/** Family and given name, else the full name as reported; empty when no name is known. */
export function toDisplayName({ familyName, givenName, fullName }: CrmCandidate): string {
  const parts = [familyName, givenName].filter((part) => part !== null && part !== '');
  return parts.length > 0 ? parts.join(' ') : orEmpty(fullName);
}
