import { createLogger, runUntilSignal } from '@goen/service-kit';
import { Runtime } from '@temporalio/worker';
import { readWorkerConfig, startWorker } from './index.ts';

// Signals are ours: the runtime would stop workers by itself, before the rest is closed in order.
Runtime.install({
  shutdownSignals: [],
  logger: { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error() {} },
});
runUntilSignal(createLogger('worker', process.env.LOG_LEVEL), async () => startWorker(readWorkerConfig()));
