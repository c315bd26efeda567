import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { createServiceApp } from '../http/service-app.ts';
import { createLogger } from '../logger.ts';
import { addGauges, addMetricsText, count, isMeasuring } from './metrics.ts';
import { startMetrics } from './start-metrics.ts';
import { startTelemetry, type Telemetry } from './start-telemetry.ts';
import { linkToRun, readTraceIds, withSpan } from './tracing.ts';

const running: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of running.splice(0).toReversed()) await stop();
});

async function measure() {
  const metrics = await startMetrics('test', { port: 0, host: '127.0.0.1' });
  running.push(() => metrics.close());
  const get = (path: string) => fetch(`http://127.0.0.1:${metrics.port}${path}`);
  return { scrape: async () => (await get('/metrics')).text(), get };
}

const app = () => {
  const lines: string[] = [];
  const output = new Writable({ write: (line, _encoding, done) => (lines.push(String(line)), done()) });
  const service = createServiceApp(createLogger('test', 'info', output), { schemes: {} });
  service.get('/pages/:token', (c) => c.text('x', 401));
  return { service, lines };
};

test('a scrape shows requests by their template, gauges, and what others measured', async () => {
  const { scrape, get } = await measure();
  running.push(addGauges({ name: 'a', everyMs: 0, read: () => [{ name: 'goen_temporal_up', value: 1 }] }));
  running.push(addGauges({ name: 'broken', everyMs: 0, read: () => Promise.reject(new Error('taro@example.jp')) }));
  running.push(addMetricsText(() => Promise.resolve('temporal_x 1\n')));
  await app().service.request('/pages/secret-token?email=taro@example.jp');
  await app().service.request('/pages/secret-token', { method: 'TARO' });
  count('goen_vendor_calls_total', { outcome: 'ok' }, 2);
  await scrape();
  const shown = await scrape();
  expect(shown).toContain('goen_vendor_calls_total{outcome="ok",service_name="test"} 2');
  expect(shown).toContain('goen_temporal_up{service_name="test"} 1');
  expect(shown).toMatch(/goen_http_request_duration_seconds_count\{[^}]*route="\/pages\/:token",status="401"/);
  expect(shown).toMatch(/goen_gauge_read_failures_total\{source="broken",[^}]*\} [12]/);
  expect(shown).toContain('temporal_x 1');
  expect(shown).toMatch(/process_cpu_seconds_total\{[^}]*\} \d/);
  expect(shown).toMatch(/nodejs_eventloop_lag_p99_seconds\{[^}]*\} \d/);
  expect(shown).not.toMatch(/secret-token|taro/i);
  expect((await get('/')).status).toBe(404);
});

test('without settings nothing is measured or traced', async () => {
  const telemetry = await startTelemetry('test', {});
  expect(isMeasuring()).toBe(false);
  expect(await withSpan('x', {}, () => Promise.resolve(readTraceIds()))).toBeUndefined();
  await telemetry.close();
});

type OtlpSpan = {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly attributes: readonly { readonly key: string; readonly value: { readonly stringValue?: string } }[];
  readonly links?: readonly { readonly traceId: string }[];
  readonly status?: { readonly code?: number; readonly message?: string };
};
async function collectSpans(ratio: string) {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      bodies.push(body);
      return response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  running.push(() => new Promise((closed) => server.close(closed)));
  const { port } = server.address() as AddressInfo;
  const telemetry: Telemetry = await startTelemetry('test', {
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
    OTEL_TRACES_SAMPLER_ARG: ratio,
  });
  return {
    async end() {
      await telemetry.close();
      return bodies.flatMap((body) =>
        (JSON.parse(body) as { resourceSpans: { scopeSpans: { spans: OtlpSpan[] }[] }[] }).resourceSpans.flatMap(
          ({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans),
        ),
      );
    },
  };
}

test('a request is a span by its template, linked to its caller, and its log line has the ids', async () => {
  const collector = await collectSpans('1');
  const { service, lines } = app();
  const caller = { traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` };
  await service.request('/pages/secret-token?email=taro@example.jp', { headers: caller });
  const [span, ...others] = await collector.end();
  expect(others).toEqual([]);
  expect(span).toMatchObject({ name: 'GET /pages/:token', links: [{ traceId: 'a'.repeat(32) }] });
  expect(span?.traceId).not.toBe('a'.repeat(32));
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ trace_id: span?.traceId, span_id: span?.spanId });
  expect(JSON.stringify(span)).not.toMatch(/secret-token|taro/);
});

test('the activities of a run share one trace, and the process that starts the run can link to it', async () => {
  const collector = await collectSpans('1');
  const run = { runId: '0199-run', attributes: { 'goen.case.id': 'c1' } };
  await withSpan('start', { parent: null }, async () => linkToRun('0199-run'));
  await withSpan('decide', run, async () => withSpan('call', {}, async () => undefined));
  await withSpan('act', run, () => Promise.reject(Object.assign(new Error('taro'), { code: '23505' }))).catch(() => 0);
  const spans = await collector.end();
  const find = (name: string) => spans.find((span) => span.name === name);
  const traceId = find('decide')?.traceId ?? '';
  expect(find('start')?.links).toMatchObject([{ traceId }]);
  expect(find('act')).toMatchObject({ traceId, status: { code: 2, message: 'Error 23505' } });
  expect(find('call')).toMatchObject({ traceId, parentSpanId: find('decide')?.spanId });
});

test('either all wakes of a case are sampled or none', async () => {
  const collector = await collectSpans('0.5');
  for (let wake = 0; wake < 4; wake += 1)
    for (let n = 0; n < 50; n += 1)
      await withSpan('wake', { runId: `${n}-${wake}`, attributes: { 'goen.case.id': `case-${n}` } }, async () => 0);
  const spans = await collector.end();
  const counts = Map.groupBy(spans, ({ attributes }) => attributes[0]?.value.stringValue);
  expect([...counts.values()].every(({ length }) => length === 4)).toBe(true);
  expect(counts.size).toBeGreaterThan(5);
  expect(counts.size).toBeLessThan(45);
});
