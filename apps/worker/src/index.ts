export { readWorkerConfig, type WorkerConfig } from './config.ts';
export { startWorker } from './start-worker.ts';
export { workflowBundle } from './workflow-bundle.ts';
