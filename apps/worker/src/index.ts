export { readWorkerConfig } from './config.ts';
export { matchCompany } from './introductions/match-positions.ts';
export { startWorker } from './start-worker.ts';
export { measureTemporalSdk } from './temporal-metrics.ts';
