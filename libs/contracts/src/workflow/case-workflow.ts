import type { StepName } from '../public/case.ts';
import type { StageKind } from '../public/shared.ts';

/** The names by which gateway, worker and Temporal agree on the workflow of a case. Nothing here tells of a person. */
export const candidateCaseType = 'candidateCase';
export const caseTaskQueue = 'cases';
/** Mail has a queue of its own, so that the server can hold it to a rate. */
export const mailTaskQueue = 'mail';
/** A hint to look at the facts again; it carries nothing, so that a lost one loses nothing. */
export const nudgeSignal = 'nudge';

/** Kept backward compatible for ever: a case that fell asleep on an old version wakes on a new one with this. */
export type CandidateCaseInput = {
  readonly caseId: string;
  readonly companyId: string;
  /** When to look at the facts, in ms since the epoch. Not in the future: at once. */
  readonly wakeAtMs: number;
  /** What the case waits for, for the reader of Temporal’s UI alone. */
  readonly next?: StepName;
};

/** Search attributes, as an operator types them in Temporal's UI. */
export const caseSearchAttributes = {
  companyId: 'CompanyId',
  stage: 'Stage',
  nextStep: 'NextStep',
  nextStepAt: 'NextStepAt',
} as const;

export type CaseAttributes = { readonly stage: StageKind; readonly nextStep: StepName };
