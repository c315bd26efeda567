import { createHash } from 'node:crypto';
import {
  type Context,
  context,
  type Span as OtelSpan,
  ROOT_CONTEXT,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  trace,
} from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  RandomIdGenerator,
  type Sampler,
  SamplingDecision,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { TraceSettings } from './telemetry-settings.ts';
import { type Span, type SpanAttributes, type SpanOptions, setTracingBackend, type TracePosition } from './tracing.ts';

const kinds = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
};

/** Traces from here on, and sends spans by OTLP over HTTP. `close` sends what is left. */
export function startTracing(service: string, settings: TraceSettings) {
  let nextTraceId: string | null = null;
  const ids = new RandomIdGenerator();
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': service }),
    sampler: new ParentBasedSampler({ root: sampleByCase(settings.ratio) }),
    idGenerator: {
      generateTraceId: () => nextTraceId ?? ids.generateTraceId(),
      generateSpanId: () => ids.generateSpanId(),
    },
    spanProcessors: [
      new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url: settings.url, headers: settings.headers }) }),
    ],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const tracer = provider.getTracer('goen');

  const start = (name: string, options: SpanOptions): [OtelSpan, Context] => {
    const { kind, attributes = {}, parent, links = [], runId } = options;
    const isRoot = parent === null || runId !== undefined;
    const base = isRoot ? ROOT_CONTEXT : context.active();
    const below = parent ? trace.setSpanContext(base, toSpanContext(parent)) : base;
    nextTraceId = runId === undefined ? null : toRunTrace(runId).traceId;
    const span = tracer.startSpan(
      name,
      {
        kind: kind === undefined ? SpanKind.INTERNAL : kinds[kind],
        attributes: { ...attributes },
        root: isRoot,
        links: links.map((link) => ({ context: toSpanContext(link) })),
      },
      below,
    );
    nextTraceId = null;
    return [span, trace.setSpan(below, span)];
  };

  setTracingBackend({
    async withSpan(name, options, work) {
      const [span, inside] = start(name, options);
      const shown = showSpan(span);
      try {
        return await context.with(inside, work, undefined, shown);
      } catch (error) {
        shown.setFailed(nameError(error));
        throw error;
      } finally {
        span.end();
      }
    },
    recordSpan(name, startedAtMs, attributes) {
      if (!trace.getActiveSpan()?.isRecording()) return;
      const startTime = performance.timeOrigin + startedAtMs;
      tracer.startSpan(name, { kind: SpanKind.CLIENT, attributes: { ...attributes }, startTime }).end();
    },
    findSpan() {
      const span = trace.getActiveSpan();
      return span && showSpan(span);
    },
    findPosition() {
      const span = trace.getActiveSpan();
      return span && toPosition(span.spanContext());
    },
    toRunTrace,
  });
  return {
    async close() {
      setTracingBackend(null);
      await provider.shutdown().catch(() => undefined);
      context.disable();
    },
  };
}

/** By case where one is known, so that a sampled case has all its wakes over the year; else by trace. */
function sampleByCase(ratio: number): Sampler {
  return {
    shouldSample(_context, traceId, _name, _kind, attributes) {
      const key = attributes['goen.case.id'] ?? attributes['goen.workflow.id'];
      // Ids of traces are random already.
      const hash = typeof key === 'string' ? createHash('sha256').update(key).digest('hex') : traceId;
      return {
        decision:
          Number.parseInt(hash.slice(0, 8), 16) / 2 ** 32 < ratio
            ? SamplingDecision.RECORD_AND_SAMPLED
            : SamplingDecision.NOT_RECORD,
      };
    },
    toString: () => `by case, ${ratio}`,
  };
}

function toRunTrace(runId: string): TracePosition {
  const hash = createHash('sha256').update(`run:${runId}`).digest('hex');
  return { traceId: hash.slice(0, 32), spanId: hash.slice(32, 48), isSampled: true };
}

const showSpan = (span: OtelSpan): Span => ({
  setName: (name) => void span.updateName(name),
  setAttributes: (attributes: SpanAttributes) => void span.setAttributes({ ...attributes }),
  addLink: (position) => void span.addLink({ context: toSpanContext(position) }),
  setFailed: (code) => void span.setStatus({ code: SpanStatusCode.ERROR, message: code }),
});

/** Messages quote rows and addresses: only names and codes are recorded. */
function nameError(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? `${error.name} ${error.code}` : error.name;
}

const toSpanContext = ({ traceId, spanId, isSampled }: TracePosition): SpanContext => ({
  traceId,
  spanId,
  traceFlags: isSampled ? TraceFlags.SAMPLED : TraceFlags.NONE,
  isRemote: true,
});

const toPosition = ({ traceId, spanId, traceFlags }: SpanContext): TracePosition => ({
  traceId,
  spanId,
  isSampled: (traceFlags & TraceFlags.SAMPLED) !== 0,
});
