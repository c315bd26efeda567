import type { AddressState, CompanySettings, Fact, StepName, TagId } from '@goen/contracts/workflow';
import { toTokyoDate } from './calendar.ts';
import type { CaseInput } from './case-input.ts';
import { type FactSummary, summariseFacts } from './fact-summary.ts';
import { sortFacts } from './facts.ts';
import type { MailStep, Step } from './steps.ts';
import { readSuspensions, type Suspension } from './suspensions.ts';

/** A case evaluated at one instant: the input of every rule. */
export type Situation = {
  readonly caseId: string;
  readonly nowMs: number;
  /** Sorted by `seq`. */
  readonly facts: readonly Fact[];
  readonly settings: CompanySettings;
  readonly licence: CaseInput['licence'];
  readonly addressState: AddressState | null;
  readonly remindedOn: string | null;
  readonly openings: readonly (readonly TagId[])[];
  /** Whether this is the candidate's open case, else their latest: it alone decides until when they are kept. */
  readonly isCurrent: boolean;
  /** When the person joined a company through an introduction; null: never. */
  readonly joinedOn: string | null;
  /** The company has paused all its mails, or is suspended. */
  readonly areMailsPaused: boolean;
  readonly pastSuspensions: readonly Suspension[];
  readonly summary: FactSummary;
};

export const assessSituation = (input: CaseInput, nowMs: number): Situation => {
  const facts = sortFacts(input.facts);
  const { caseId, settings, licence, addressState = null, remindedOn = null, openings = [], isCurrent = true } = input;
  const { joinedOn = null, areMailsPaused = false } = input;
  const pastSuspensions = readSuspensions(input);
  const summary = summariseFacts(facts, nowMs, caseId);
  const company = { settings, licence, areMailsPaused, pastSuspensions };
  const person = { addressState, remindedOn, openings, isCurrent, joinedOn };
  return { caseId, nowMs, facts, ...company, ...person, summary };
};

/** Whether the person asked for a pause that is not over yet. */
export const isPaused = ({ nowMs, summary: { pausedUntil } }: Situation): boolean =>
  pausedUntil !== null && toTokyoDate(nowMs) < pausedUntil;

/** A step to take at `atMs`, or now if that has passed. `step` null: nothing to do then but evaluate the case again. */
export type PendingStep = { readonly atMs: number; readonly next: StepName; readonly step: Step | null };

export type PendingMail = PendingStep & {
  readonly step: MailStep;
  /** When the rules first allow the mail, however long ago that was. */
  readonly dueMs: number;
  /** For a result mail: until when an un-rejection still prevents it. */
  readonly undoUntilMs: number | null;
  /** It waits until somebody writes its personal note. */
  readonly isNoteMissing?: boolean;
};

export const isMail = (pending: PendingStep): pending is PendingMail =>
  pending.step?.kind === 'mail' && 'dueMs' in pending;
