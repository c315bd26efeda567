export { SyncRecord, SyncTarget } from '../entities/sync.ts';
export { type ClaimedTarget, claimTarget, releaseTarget, renewTarget, withSync } from './claim-target.ts';
export { connectionTokens } from './connection-tokens.ts';
export { type DueRecord, noteAttempt, readDue } from './due-records.ts';
export { fillTarget, openSyncTarget, startFilling } from './fill-target.ts';
export { handOverMerged } from './hand-over-merged.ts';
export { listPoolCandidateIds, loadSyncSituations, type SyncSituation, toCrmCandidate } from './load-situations.ts';
export { retryStuck } from './retry-stuck.ts';
export { countStuck, type Settled, settleRecord } from './settle-record.ts';
