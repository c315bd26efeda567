import type { Candidacy } from '../../herp/candidacy.ts';
import type { RejectedCandidate } from '../draw-candidate.ts';

/** A terminated candidacy as HERP lists it. */
export const toHerpCandidacy = (candidate: RejectedCandidate): Candidacy => ({
  id: candidate.uuid,
  name: candidate.person.fullName,
  email: candidate.person.email,
  telephoneNumber: candidate.person.phone,
  age: null,
  company: null,
  status: 'terminated',
  requisitionId: candidate.requisitionId,
  appliedAt: candidate.appliedAt,
  step: candidate.stage.step,
  stepUpdatedAt: candidate.rejectedAt,
  channel: { type: 'careerPage', kind: 'careerPage', description: null },
  education: null,
  career: null,
  note: null,
  tags: [...candidate.skills],
  terminationReason: 'rejected',
  terminatedAt: candidate.rejectedAt,
  operators: [],
  updatedAt: candidate.rejectedAt,
});
