/** The licence holder, as the law wants it named (職業安定法 Art. 32-13, 施行規則 Art. 24-5). */
export type OperatorDetails = {
  readonly name: string;
  readonly kind: string;
  readonly number: string;
  readonly address: string;
  readonly complaintsContact: string;
  readonly occupations: string;
  readonly fees: string;
};

/** What the texts name. `operator` null: no complete licence is on record, so nobody is introduced. */
export type ConsentContext = {
  readonly company: string;
  readonly contact: string;
  readonly operatorName: string;
  readonly operator: OperatorDetails | null;
  readonly followUpMonths: readonly [first: number, second: number];
};
