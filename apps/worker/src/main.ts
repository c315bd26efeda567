import { createLogger, runUntilSignal } from '@goen/service-kit';
import { Runtime } from '@temporalio/worker';
import { readWorkerConfig, startWorker } from './index.ts';

// The runtime must not handle signals: it would stop the workers before the rest is closed in order.
Runtime.install({
  shutdownSignals: [],
  logger: { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error() {} },
});
runUntilSignal(createLogger('worker', process.env.LOG_LEVEL), async () => startWorker(readWorkerConfig()));
