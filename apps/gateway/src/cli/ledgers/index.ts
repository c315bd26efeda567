import { candidateLedger } from './candidate-ledger.ts';
import { feeLedger } from './fee-ledger.ts';
import { jobLedger } from './job-ledger.ts';

export { exportLedger, formatLedger, readLedger } from './ledger.ts';
export { countPlacements, exportPlacementReport } from './placement-report.ts';

/** The books of a licence holder (職業安定法 Art. 32-15). */
export const ledgers = { candidates: candidateLedger, jobs: jobLedger, fees: feeLedger } as const;
