import { defineEntity, p } from '@mikro-orm/core';

const CandidateLinkSchema = defineEntity({
  name: 'CandidateLink',
  tableName: 'candidate_link',
  properties: {
    tokenHash: p.text().primary(),
    companyId: p.uuid(),
    caseId: p.uuid(),
    candidateId: p.uuid(),
    n: p.integer(),
    createdAt: p.datetime(),
  },
});
export class CandidateLink extends CandidateLinkSchema.class {}
CandidateLinkSchema.setClass(CandidateLink);
