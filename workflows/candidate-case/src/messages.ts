import type { Step } from '@goen/case-domain';

export type { CandidateCaseInput } from '@goen/contracts/workflow';
export {
  caseTaskQueue,
  mailTaskQueue,
  nudgeSignal,
} from '@goen/contracts/workflow';

export type CaseRef = { readonly caseId: string; readonly companyId: string; readonly asOfMs: number };
export type StepOf<K extends Step['kind']> = Extract<Step, { kind: K }>;
