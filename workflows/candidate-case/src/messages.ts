import type { Step } from '@goen/case-domain';

export type { CandidateCaseInput } from '@goen/contracts/workflow';
export {
  caseTaskQueue,
  mailTaskQueue,
  nudgeSignal,
} from '@goen/contracts/workflow';

/** `skippedMs`: how far the case's clock is ahead of the workflow's; part of `asOfMs`, except in a request to decide. */
export type CaseRef = {
  readonly caseId: string;
  readonly companyId: string;
  readonly asOfMs: number;
  readonly skippedMs?: number;
};
export type StepOf<K extends Step['kind']> = Extract<Step, { kind: K }>;
