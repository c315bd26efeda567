import type { ConsentState, StageKind } from '@goen/contracts/public';
import { z } from 'zod';
import type { CrmCandidate, CrmStatus } from './crm-adapter.ts';

const stages: Readonly<Record<StageKind, string>> = {
  documents: '書類選考',
  interview: '面接',
  final: '最終面接',
  other: 'その他',
};
const statuses: Readonly<Record<CrmStatus, string>> = {
  open: 'フォロー中',
  reapplied: '再応募',
  hired: '内定・入社',
  closed: '終了',
  withdrawn: '辞退・配信停止',
};
const consents: Readonly<Record<ConsentState, string>> = {
  unknown: '未回答',
  granted: '同意',
  declined: '同意しない',
  withdrawn: '撤回',
  lapsed: '期限切れ',
};

const tokyo = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Tokyo', dateStyle: 'short' });
const given = (text: string | null | undefined) => text ?? '';
const tagsOf = ({ tags }: CrmCandidate, ...kinds: readonly string[]) =>
  tags
    .filter(({ kind }) => kinds.length === 0 || kinds.includes(kind))
    .map(({ value }) => value)
    .join(';');

/** What can be written of a candidate, as text; empty where nothing is known. Several values are joined by `;`. */
const values = {
  candidate_id: (one: CrmCandidate) => one.candidateId,
  full_name: (one: CrmCandidate) => displayName(one),
  family_name: (one: CrmCandidate) => given(one.familyName),
  given_name: (one: CrmCandidate) => given(one.givenName),
  email: (one: CrmCandidate) => given(one.email),
  phone: (one: CrmCandidate) => given(one.phones[0]),
  prefecture: (one: CrmCandidate) => given(one.prefecture),
  tags: (one: CrmCandidate) => tagsOf(one),
  skills: (one: CrmCandidate) => tagsOf(one, 'skill'),
  regions: (one: CrmCandidate) => tagsOf(one, 'region'),
  orientations: (one: CrmCandidate) => tagsOf(one, 'orientation'),
  job_categories: (one: CrmCandidate) => tagsOf(one, 'job_category'),
  last_job: (one: CrmCandidate) => given(one.lastJob),
  last_stage: (one: CrmCandidate) => stages[one.lastStage],
  last_rejected_on: (one: CrmCandidate) => tokyo.format(new Date(one.lastRejectedAt)),
  relay_consent: (one: CrmCandidate) => consents[one.relayConsent],
  unsubscribed: (one: CrmCandidate) => (one.unsubscribed ? 'はい' : 'いいえ'),
  status: (one: CrmCandidate) => statuses[one.status],
} as const;

export type CandidateField = keyof typeof values;
export const candidateFields = Object.keys(values) as [CandidateField, ...CandidateField[]];
export const candidateField = z.enum(candidateFields);

export const fieldOf = (candidate: CrmCandidate, field: CandidateField): string => values[field](candidate);

/** Which field of ours goes into which of theirs, by the name that their API knows it by. */
export const fieldNames = z.partialRecord(candidateField, z.string().trim().min(1).max(100));
export type FieldNames = z.infer<typeof fieldNames>;

export const mappedFields = (candidate: CrmCandidate, names: FieldNames): Record<string, string> =>
  Object.fromEntries(
    candidateFields.flatMap((field) => {
      const name = names[field];
      return name === undefined ? [] : [[name, fieldOf(candidate, field)]];
    }),
  );

/** Family and given name, else the name as it came; empty when none is known. */
export function displayName({ familyName, givenName, fullName }: CrmCandidate): string {
  const parts = [familyName, givenName].filter((part) => part !== null && part !== '');
  return parts.length > 0 ? parts.join(' ') : given(fullName);
}
