import { caseSearchAttributes, type StepName } from '@goen/contracts/workflow';
import { describeSleep } from '@goen/workflow-kit';
import { defineSearchAttributeKey, type SearchAttributeUpdatePair } from '@temporalio/common';
import type { StepOf } from './messages.ts';

const stageKey = defineSearchAttributeKey(caseSearchAttributes.stage, 'KEYWORD');
const nextStepKey = defineSearchAttributeKey(caseSearchAttributes.nextStep, 'KEYWORD');
const nextStepAtKey = defineSearchAttributeKey(caseSearchAttributes.nextStepAt, 'DATETIME');

/** The attributes by which operators search sleeping cases. No personal data. */
export const toSearchAttributes = (stage: string, step: StepOf<'wait'>): SearchAttributeUpdatePair[] => [
  { key: stageKey, value: stage },
  { key: nextStepKey, value: step.next },
  { key: nextStepAtKey, value: new Date(step.untilMs) },
];

const stepLabels: Readonly<Record<StepName, string>> = {
  rejection_mail: 'the rejection mail',
  relay_invitation: 'the relay invitation',
  relay_reminder: 'the relay reminder',
  first_follow_up: 'the first follow-up mail',
  second_follow_up: 'the second follow-up mail',
  keeping_notice: 'the notice that the details will be deleted',
  erasure_notice: 'the last mail, that the details are deleted',
  consent: 'a consent: nothing is planned without one',
  opening: 'an opening: the person wants no other mail',
  feedback_answer: 'the answer to a request for feedback',
  feedback_refusal: 'the answer to a request for feedback',
  feedback_request: 'a member to answer a request for feedback',
  registration_confirmation: 'the confirmation of a registration',
  registration_expiry: 'the deletion of an unconfirmed registration',
  referral: 'the referral (it needs the operator’s licence)',
  referral_reversal: 'the reversal of the referral',
  approval_reminder: 'the reminder to the recruiters',
  address_decision: 'the decision whose address it is',
  suppression: 'the suppression in mail-service',
  erasure: 'the erasure',
  close: 'the end of the case',
  none: 'nothing',
};

/** Describes a sleeping case in Temporal's UI. */
export const describeCaseSleep = (next: StepName | undefined, wakeAtMs: number): string =>
  next === undefined || wakeAtMs === 0 ? 'Evaluates its facts.' : describeSleep(wakeAtMs, stepLabels[next]);
