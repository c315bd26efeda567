import { caseSearchAttributes } from '@goen/contracts/workflow';
import { defineSearchAttributeKey } from '@temporalio/common';

/** Typed keys of the search attributes that the server registers. */
export const searchAttributeKeys = {
  companyId: defineSearchAttributeKey(caseSearchAttributes.companyId, 'KEYWORD'),
  stage: defineSearchAttributeKey(caseSearchAttributes.stage, 'KEYWORD'),
  nextStep: defineSearchAttributeKey(caseSearchAttributes.nextStep, 'KEYWORD'),
  nextStepAt: defineSearchAttributeKey(caseSearchAttributes.nextStepAt, 'DATETIME'),
};
