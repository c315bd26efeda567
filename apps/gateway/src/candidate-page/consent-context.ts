import type { OperatorDetails } from '../services/read-operator.ts';

/** What the texts name. `operator` null: no complete licence is on record, so nobody is introduced. */
export type ConsentContext = {
  readonly company: string;
  readonly contact: string;
  readonly operatorName: string;
  readonly operator: OperatorDetails | null;
  readonly followUpMonths: readonly [first: number, second: number];
};
