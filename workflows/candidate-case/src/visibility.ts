import { caseSearchAttributes, type StepName } from '@goen/contracts/workflow';
import { defineSearchAttributeKey, type SearchAttributeUpdatePair } from '@temporalio/common';
import type { Decision } from './activities.ts';

const stage = defineSearchAttributeKey(caseSearchAttributes.stage, 'KEYWORD');
const nextStep = defineSearchAttributeKey(caseSearchAttributes.nextStep, 'KEYWORD');
const nextStepAt = defineSearchAttributeKey(caseSearchAttributes.nextStepAt, 'DATETIME');

/** By what operators find cases: nothing here tells of a person. */
export function attributesOf(decision: Decision): SearchAttributeUpdatePair[] {
  const { step } = decision;
  if (step.kind !== 'wait') return [];
  return [
    { key: stage, value: decision.stage },
    { key: nextStep, value: step.next },
    { key: nextStepAt, value: new Date(step.untilMs) },
  ];
}

const words: Readonly<Record<StepName, string>> = {
  rejection_mail: 'the rejection mail',
  relay_reminder: 'the reminder of the relay invitation',
  first_follow_up: 'the first follow-up mail',
  second_follow_up: 'the second follow-up mail',
  referral: 'the referral (it needs the operator’s licence)',
  referral_reversal: 'the reversal of the referral',
  approval_reminder: 'the reminder to the recruiters',
  suppression: 'telling mail-service to stop mails',
  erasure: 'the erasure',
  close: 'the end',
  none: 'nothing',
};

/** The state of a sleeping case in words, for Temporal's UI. */
export const wordsFor = (next: StepName | undefined, wakeAtMs: number): string =>
  next === undefined || wakeAtMs === 0
    ? 'Looks at its facts.'
    : `Sleeps until ${new Date(wakeAtMs).toISOString()}, then: ${words[next]}.`;
