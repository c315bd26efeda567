import { createServer } from 'node:net';
import { addMetricsText, isMeasuring } from '@goen/service-kit/telemetry';
import type { TelemetryOptions } from '@temporalio/worker';

const timeoutMs = 3_000;

/**
 * Lets Temporal's SDK measure too. It serves its metrics itself, and does not say on which port if it chose one: it gets a
 * free one, from which our own endpoint reads them.
 */
export async function measureTemporalSdk(service: string): Promise<TelemetryOptions> {
  if (!isMeasuring()) return {};
  const port = await findFreePort();
  addMetricsText(async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/metrics`, { signal: AbortSignal.timeout(timeoutMs) });
    return answer.text();
  });
  const names = { countersTotalSuffix: true, unitSuffix: true, useSecondsForDurations: true };
  const prometheus = { bindAddress: `127.0.0.1:${port}`, ...names };
  return { metrics: { prometheus, attachServiceName: false, globalTags: { service_name: service } } };
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
