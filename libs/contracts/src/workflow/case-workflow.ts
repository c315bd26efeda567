import type { StageKind } from './stage.ts';
import type { StepName } from './step.ts';

/** The names by which gateway, worker and Temporal refer to the workflow of a case. */
export const candidateCaseType = 'candidateCase';
export const caseTaskQueue = 'cases';
/** Of Temporal's worker versioning: workflows belong to a build of it. */
export const workerDeploymentName = 'candidate-case';
/** Mails have a queue of their own, so that a slow mail-service never delays decisions. */
export const mailTaskQueue = 'mail';
/** A hint to load the facts again. It carries no data, so losing one loses nothing. */
export const nudgeSignal = 'nudge';

/** Stays backward compatible: a case that went to sleep on an old version wakes on new code with this. No personal data. */
export type CandidateCaseInput = {
  readonly caseId: string;
  readonly companyId: string;
  /** When to load the facts, in ms since the epoch. Not in the future: at once. */
  readonly wakeAtMs: number;
  /** What the case waits for, shown in Temporal's UI only. */
  readonly next?: StepName;
};

/** Search attributes, spelled as an operator types them in Temporal's UI. */
export const caseSearchAttributes = {
  companyId: 'CompanyId',
  stage: 'Stage',
  nextStep: 'NextStep',
  nextStepAt: 'NextStepAt',
} as const;

export type CaseAttributes = { readonly stage: StageKind; readonly nextStep: StepName };
