import type { Canaries } from './canaries.ts';

const minutesAgo = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();

/** The rejection of the person with everything that a report can say. */
export const buildReport = (canaries: Canaries): object => ({
  source: { ats: 'verify' },
  application: {
    remote_id: canaries.applicationId,
    applied_at: minutesAgo(30_000),
    rejected_at: minutesAgo(5),
    source: canaries.applicationSource,
    remote_url: canaries.remoteUrl,
    rejection_reason: { remote_id: '1', name: canaries.rejectionReason, type: 'by_company' },
    current_stage: { remote_id: '2', name: canaries.stageName, kind: 'interview' },
  },
  candidate: {
    remote_id: canaries.candidateId,
    family_name: canaries.familyName,
    given_name: canaries.givenName,
    family_name_kana: canaries.familyNameKana,
    given_name_kana: canaries.givenNameKana,
    emails: [
      { value: canaries.email, type: 'personal' },
      { value: canaries.otherEmail, type: 'work' },
    ],
    phones: [{ value: canaries.phone, type: 'mobile' }],
    prefecture: '東京都',
    experience_years: 7,
    tags: [
      { kind: 'skill', value: 'TypeScript' },
      { kind: 'skill', value: canaries.skill },
      { kind: 'job_category', value: 'engineer' },
    ],
  },
  job: { remote_id: '3', name: canaries.jobName, category: 'engineer' },
  custom_fields: { memo: canaries.customField, address: canaries.postalAddress },
  remote_data: { memo: canaries.remoteData },
});

/** The webhook by which another company's ATS reports the same person. */
export function buildHookEvent(canaries: Canaries): { action: string; payload: Record<string, unknown> } {
  const rejectedAt = minutesAgo(60 * 24 * 60);
  const candidate = {
    id: Number(canaries.hookCandidateId),
    first_name: canaries.givenName,
    last_name: canaries.familyName,
    is_private: false,
    can_email: true,
    phone_numbers: [{ value: canaries.phone, type: 'mobile' }],
    email_addresses: [{ value: canaries.email, type: 'personal' }],
    addresses: [{ value: canaries.postalAddress, type: 'home' }],
    tags: ['TypeScript', canaries.skill],
    custom_fields: { memo: canaries.customField },
  };
  const application = {
    id: Number(canaries.hookApplicationId),
    candidate_id: Number(canaries.hookCandidateId),
    prospect: false,
    status: 'rejected',
    applied_at: minutesAgo(60 * 24 * 80),
    rejected_at: rejectedAt,
    last_activity_at: rejectedAt,
    source: { id: 27, public_name: canaries.applicationSource },
    rejection_reason: { id: 14, name: canaries.rejectionReason, type: { id: 1, name: 'We rejected them' } },
    current_stage: { id: 7002, name: canaries.stageName },
    candidate,
    jobs: [{ id: 3001, name: canaries.jobName, departments: [{ id: 7, name: 'engineer' }] }],
  };
  return { action: 'reject_candidate', payload: { application } };
}
