import { exportCandidateLedger } from './candidate-ledger.ts';
import { exportFeeLedger } from './fee-ledger.ts';
import { exportJobLedger } from './job-ledger.ts';

export { exportPlacementReport } from './placement-report.ts';

/** The books of a licence holder (職業安定法 Art. 32-15, 32-16), as CSV. */
export const ledgers = {
  candidates: exportCandidateLedger,
  jobs: exportJobLedger,
  fees: exportFeeLedger,
} as const;
