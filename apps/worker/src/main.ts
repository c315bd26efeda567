import { runService } from '@goen/service-kit/run-service';

runService('worker', async (logger) => {
  const [{ Runtime }, { measureTemporalSdk, readWorkerConfig, startWorker }] = await Promise.all([
    import('@temporalio/worker'),
    import('./index.ts'),
  ]);
  // The runtime must not handle signals: it would stop the workers before the rest is closed in order.
  Runtime.install({
    shutdownSignals: [],
    logger: { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error() {} },
    telemetryOptions: await measureTemporalSdk('worker'),
  });
  return startWorker(readWorkerConfig(), logger);
});
