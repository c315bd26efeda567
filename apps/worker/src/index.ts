export { readWorkerConfig } from './config.ts';
export { startWorker } from './start-worker.ts';
