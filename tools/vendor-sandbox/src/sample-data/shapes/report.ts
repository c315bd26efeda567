import type { RejectionReportInput } from '@goen/contracts/public';
import type { RejectedCandidate } from '../draw-candidate.ts';

/** The body of `POST /v1/rejections`. */
export function toRejectionReport(candidate: RejectedCandidate): RejectionReportInput {
  const { person, job, stage } = candidate;
  return {
    source: { ats: 'made-up' },
    application: {
      remote_id: candidate.uuid,
      applied_at: candidate.appliedAt,
      rejected_at: candidate.rejectedAt,
      rejection_reason: { remote_id: '14', name: '経験不足', type: 'by_company' },
      current_stage: { remote_id: stage.step, name: stage.name, kind: stage.kind, order: stage.order },
    },
    candidate: {
      remote_id: `candidate-${candidate.seed}-${candidate.n}`,
      // A name in Latin letters is sent only as the full name.
      ...(person.kana === null
        ? {}
        : {
            family_name: person.familyName,
            given_name: person.givenName,
            family_name_kana: person.kana.family,
            given_name_kana: person.kana.given,
          }),
      full_name: person.fullName,
      emails: [{ value: person.email, type: 'personal' }],
      phones: [{ value: person.phone, type: 'mobile' }],
      can_email: true,
      tags: candidate.skills.map((value) => ({ kind: 'skill', value })),
      prefecture: person.prefecture,
    },
    job: { remote_id: candidate.requisitionId, name: job.name, category: job.category },
  };
}
