import type { rejectionReport } from '@goen/contracts/public';
import type { z } from 'zod';
import type { RejectedCandidate } from '../rejected-candidate.ts';

/** The body of `POST /v1/rejections`. */
export function reportShape(one: RejectedCandidate): z.input<typeof rejectionReport> {
  const { person, job, stage } = one;
  return {
    source: { ats: 'made-up' },
    application: {
      remote_id: one.uuid,
      applied_at: one.appliedAt,
      rejected_at: one.rejectedAt,
      rejection_reason: { remote_id: '14', name: '経験不足', type: 'by_company' },
      current_stage: { remote_id: stage.step, name: stage.name, kind: stage.kind, order: stage.order },
    },
    candidate: {
      remote_id: `candidate-${one.seed}-${one.n}`,
      // A name in Latin letters stays whole.
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
      tags: one.skills.map((value) => ({ kind: 'skill', value })),
      prefecture: person.prefecture,
    },
    job: { remote_id: one.requisitionId, name: job.name, category: job.category },
  };
}
