import type { StageKind } from '@goen/contracts/public';
import { defineEntity, p } from '@mikro-orm/core';

const ExperienceAnswerSchema = defineEntity({
  name: 'ExperienceAnswer',
  tableName: 'experience_answer',
  properties: {
    id: p.uuid().primary(),
    companyId: p.uuid(),
    /**
     * So that nobody is asked again soon, and an erasure finds it. No company is ever shown whose answer it is. Null: the
     * person was erased.
     */
    candidateId: p.uuid().nullable(),
    stage: p.text().$type<StageKind>(),
    /** 0 to 10; null: the person did not want to answer. */
    score: p.smallint().nullable(),
    comment: p.text().nullable(),
    /** The beginning of the month, once the person is erased. */
    answeredAt: p.datetime(3),
  },
});
/** Whether a candidate would recommend applying to the company. */
export class ExperienceAnswer extends ExperienceAnswerSchema.class {}
ExperienceAnswerSchema.setClass(ExperienceAnswer);
