import { Temporal } from 'temporal-polyfill';
import type { GreenhouseEvent } from '../../hooks/greenhouse-hook.ts';
import type { RejectedCandidate } from '../draw-candidate.ts';

const toUtc = (instant: string) => Temporal.Instant.from(instant).toString();

/** The webhook of a rejection: https://developers.greenhouse.io/webhooks.html#candidate-prospect-rejected. */
export function toGreenhouseRejection(candidate: RejectedCandidate): GreenhouseEvent {
  const { n, seed, person, job, stage } = candidate;
  const id = (seed % 1000) * 1_000_000 + n;
  const candidateId = 500_000_000 + id;
  return {
    action: 'reject_candidate',
    payload: {
      application: {
        id,
        rejected_at: toUtc(candidate.rejectedAt),
        prospect: false,
        status: 'rejected',
        applied_at: toUtc(candidate.appliedAt),
        last_activity_at: toUtc(candidate.rejectedAt),
        url: `https://app.greenhouse.io/people/${candidateId}?application_id=${id}`,
        source: { id: 27, public_name: 'LinkedIn' },
        credited_to: null,
        rejection_reason: { id: 14, name: 'Lacking experience', type: { id: 1, name: 'We rejected them' } },
        rejection_details: { custom_fields: {} },
        current_stage: { id: 7000 + stage.order, name: stage.name, interviews: [] },
        custom_fields: {},
        candidate: {
          id: candidateId,
          first_name: person.givenName,
          last_name: person.familyName,
          title: null,
          company: null,
          created_at: toUtc(candidate.appliedAt),
          external_id: null,
          photo_url: null,
          is_private: false,
          can_email: true,
          phone_numbers: [{ value: person.phone, type: 'mobile' }],
          email_addresses: [{ value: person.email, type: 'personal' }],
          addresses: [{ value: person.prefecture, type: 'home' }],
          website_addresses: [],
          social_media_addresses: [],
          educations: [],
          employments: [],
          recruiter: null,
          coordinator: null,
          attachments: [],
          tags: [...candidate.skills],
          custom_fields: {},
        },
        jobs: [
          {
            id: 3000 + job.number,
            name: job.name,
            requisition_id: null,
            notes: null,
            confidential: false,
            status: 'open',
            created_at: toUtc(candidate.appliedAt),
            opened_at: toUtc(candidate.appliedAt),
            closed_at: null,
            departments: [{ id: 7, name: job.category, external_id: null }],
            offices: [],
            custom_fields: {},
          },
        ],
      },
    },
  };
}

/** The webhook that undoes the rejection. */
export function toGreenhouseUnrejection({ payload }: GreenhouseEvent): GreenhouseEvent {
  const application = payload.application as Readonly<Record<string, unknown>>;
  const open = { rejected_at: null, status: 'active', rejection_reason: null, rejection_details: null };
  return { action: 'unreject_candidate', payload: { application: { ...application, ...open } } };
}
