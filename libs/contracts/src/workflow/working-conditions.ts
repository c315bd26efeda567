/** What an employment lasts for. Decides in which ledgers and counts of 職業紹介 a hire appears. */
export const contractTerms = ['indefinite', 'fixed'] as const;
export type ContractTerm = (typeof contractTerms)[number];

/** The conditions that 職業安定法 Art. 5-3 wants told (施行規則 Art. 4-2(3)), in the order in which they are shown. */
export const workingConditionTexts = [
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
export type WorkingConditionText = (typeof workingConditionTexts)[number];

/** The working conditions of a position: all of them in words, or a web page that states them as of a date. */
export type WorkingConditions = Readonly<Record<WorkingConditionText, string | null>> & {
  readonly contract_term: ContractTerm;
  /** Employed by an agency that lends its workers out (派遣労働者). */
  readonly dispatch: boolean;
  readonly url: string | null;
  /** The date (`YYYY-MM-DD`) as of which the page states them. */
  readonly as_of: string | null;
};
