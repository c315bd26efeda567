import { readTelemetrySettings } from './telemetry-settings.ts';

export type Telemetry = { close(): Promise<void> };

/** Metrics and traces of this process, as its environment says; OpenTelemetry is loaded only for what is on. */
export async function startTelemetry(service: string, env: NodeJS.ProcessEnv = process.env): Promise<Telemetry> {
  const { metrics, traces } = readTelemetrySettings(env);
  const started = await Promise.all([
    metrics && import('./start-metrics.ts').then(({ startMetrics }) => startMetrics(service, metrics)),
    traces && import('./start-tracing.ts').then(({ startTracing }) => startTracing(service, traces)),
  ]);
  return {
    async close() {
      for (const running of started) await running?.close();
    },
  };
}
