import { type CompanySettings, type Fact, type StepName } from '@goen/contracts/workflow';
import type { CaseFile, MailStep, Step } from './case-file.ts';
import { inOrder } from './facts.ts';
import type { Rejections } from './rejections.ts';
import { type Standing, standingOf } from './standing.ts';

/** A case file as read at an instant: what every part of the next step looks at. */
export type Situation = {
  readonly caseId: string;
  readonly nowMs: number;
  /** By `seq`. */
  readonly facts: readonly Fact[];
  readonly settings: CompanySettings;
  readonly licence: CaseFile['licence'];
  readonly remindedOn: string | null;
  readonly standing: Standing & Rejections;
};

export const situationOf = (file: CaseFile, nowMs: number): Situation => {
  const facts = inOrder(file.facts);
  const { caseId, settings, licence, remindedOn = null } = file;
  return { caseId, nowMs, facts, settings, licence, remindedOn, standing: standingOf(facts, nowMs) };
};

/** Something that the case is still to do: the step when `atMs` is not in the future, else a wait; null: look again. */
export type Pending = { readonly atMs: number; readonly next: StepName; readonly step: Step | null };

/** A mail that is to come. `dueMs`: its moment by the rules, whatever passed since. */
export type PendingMail = Pending & {
  readonly step: MailStep;
  readonly dueMs: number;
  /** Of a result: until when an un-rejection comes in time. */
  readonly undoUntilMs: number | null;
};
export const isMail = (pending: Pending): pending is PendingMail => pending.step?.kind === 'mail' && 'dueMs' in pending;
