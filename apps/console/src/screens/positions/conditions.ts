import type { NewPosition } from '@goen/client';

export type Conditions = NonNullable<NewPosition['conditions']>;

/** The conditions in words, in the order in which candidates read them. */
export const conditionTexts = [
  'work',
  'contract_details',
  'trial_period',
  'place',
  'hours',
  'wage',
  'insurance',
  'employer',
  'smoking',
] as const;
export type ConditionText = (typeof conditionTexts)[number];
