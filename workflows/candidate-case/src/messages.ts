import type { Step } from '@goen/case-domain';

/** The name under which the workflow is registered, and the task queue of its workers. */
export const candidateCaseType = 'candidateCase';
export const caseTaskQueue = 'cases';
/** Mail has a queue of its own, so that the server can hold it to a rate. */
export const mailTaskQueue = 'mail';

/** A hint to look at the facts again; carries nothing, so that a lost one loses nothing. */
export const nudgeSignal = 'nudge';

/** Kept backward compatible for ever: a case that fell asleep on an old version wakes on a new one with this. */
export type CandidateCaseInput = {
  readonly caseId: string;
  readonly companyId: string;
  /** When to look at the facts, in ms since the epoch. Not in the future: at once. */
  readonly wakeAtMs: number;
};

export type CaseRef = { readonly caseId: string; readonly companyId: string; readonly asOfMs: number };
export type StepOf<K extends Step['kind']> = Extract<Step, { kind: K }>;
