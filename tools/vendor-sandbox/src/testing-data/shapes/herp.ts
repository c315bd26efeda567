import type { Candidacy } from '../../herp/candidacy.ts';
import type { RejectedCandidate } from '../rejected-candidate.ts';

/** A terminated candidacy as HERP lists it. */
export const herpShape = (one: RejectedCandidate): Candidacy => ({
  id: one.uuid,
  name: one.person.fullName,
  email: one.person.email,
  telephoneNumber: one.person.phone,
  age: null,
  company: null,
  status: 'terminated',
  requisitionId: one.requisitionId,
  appliedAt: one.appliedAt,
  step: one.stage.step,
  stepUpdatedAt: one.rejectedAt,
  channel: { type: 'careerPage', kind: 'careerPage', description: null },
  education: null,
  career: null,
  note: null,
  tags: [...one.skills],
  terminationReason: 'rejected',
  terminatedAt: one.rejectedAt,
  operators: [],
  updatedAt: one.rejectedAt,
});
