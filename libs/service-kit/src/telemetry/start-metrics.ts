import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PrometheusExporter, PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import { collectGauges } from './collect-gauges.ts';
import { type MetricName, metricCatalog } from './metric-catalog.ts';
import { listMetricsTexts, setMetricsBackend } from './metrics.ts';
import { addProcessGauges } from './process-gauges.ts';

/**
 * Measures from here on, and serves `GET /metrics` on a port of its own, which is for the operator's network only. Each
 * series says its service as `service_name`.
 */
export async function startMetrics(service: string, address: { readonly port: number; readonly host: string }) {
  const exporter = new PrometheusExporter({ preventServerStart: true });
  const provider = new MeterProvider({
    resource: resourceFromAttributes({ 'service.name': service }),
    readers: [exporter],
  });
  setMetricsBackend(createInstruments(provider));
  const removeProcessGauges = addProcessGauges();
  const serializer = new PrometheusSerializer(undefined, false, /^service\.name$/, true, true);
  const scrape = async () => {
    const texts = Promise.all(listMetricsTexts().map((read) => read().catch(() => '')));
    const { resourceMetrics } = await exporter.collect();
    return [serializer.serialize(resourceMetrics), ...(await texts)].join('\n');
  };
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url?.split('?')[0] !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    scrape().then(
      (text) => response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(address.port, address.host, listening);
  });
  const { port } = server.address() as AddressInfo;
  return {
    port,
    async close() {
      removeProcessGauges();
      setMetricsBackend(null);
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await provider.shutdown();
    },
  };
}

function createInstruments(provider: MeterProvider) {
  const meter = provider.getMeter('goen');
  const entries = Object.entries(metricCatalog) as [MetricName, (typeof metricCatalog)[MetricName]][];
  const ofType = (type: string) => entries.filter(([, spec]) => spec.type === type);
  const counters = new Map(
    ofType('counter')
      .filter(([name]) => name !== 'process_cpu_seconds_total')
      .map(([name, { help }]) => [name, meter.createCounter(name, { description: help })]),
  );
  const histograms = new Map(
    ofType('histogram').map(([name, { help, buckets = [] }]) => {
      const advice = { explicitBucketBoundaries: [...buckets] };
      return [name, meter.createHistogram(name, { description: help, advice })];
    }),
  );
  const gauges = new Map(
    ofType('gauge').map(([name, { help }]) => [name, meter.createObservableGauge(name, { description: help })]),
  );
  meter.addBatchObservableCallback(
    async (result) => {
      for (const { name, value, labels } of await collectGauges()) {
        const gauge = gauges.get(name);
        if (gauge) result.observe(gauge, value, { ...labels });
      }
    },
    [...gauges.values()],
  );
  const cpu = meter.createObservableCounter('process_cpu_seconds_total', {
    description: metricCatalog.process_cpu_seconds_total.help,
  });
  cpu.addCallback((result) => {
    const { user, system } = process.cpuUsage();
    result.observe((user + system) / 1e6);
  });
  return {
    add: (name: MetricName, value: number, labels: Readonly<Record<string, string | number>>) =>
      counters.get(name)?.add(value, labels),
    record: (name: MetricName, value: number, labels: Readonly<Record<string, string | number>>) =>
      histograms.get(name)?.record(value, labels),
  };
}
