/** What spans may say: ids, codes, counts, names of our own. Nothing about a person has a name here. */
export type SpanAttributes = {
  readonly 'http.request.method'?: string;
  readonly 'http.route'?: string;
  readonly 'http.response.status_code'?: number;
  readonly 'db.system.name'?: 'postgresql';
  readonly 'goen.database.role'?: string;
  readonly 'goen.company.id'?: string;
  readonly 'goen.case.id'?: string;
  readonly 'goen.workflow.id'?: string;
  readonly 'goen.activity'?: string;
  readonly 'goen.attempt'?: number;
  readonly 'goen.outbox.kind'?: string;
  readonly 'goen.outbox.lane'?: string;
  readonly 'goen.peer'?: string;
  readonly 'goen.provider'?: string;
  readonly 'goen.outcome'?: string;
  readonly 'goen.batch.size'?: number;
};

/** A place in a trace, of this process or another. */
export type TracePosition = { readonly traceId: string; readonly spanId: string; readonly isSampled: boolean };

export type SpanOptions = {
  readonly kind?: 'server' | 'client' | 'producer' | 'consumer';
  readonly attributes?: SpanAttributes;
  /** The active span, if not given; null starts a trace. */
  readonly parent?: TracePosition | null;
  /** Starts a trace whose id follows from this one: see `toRunTrace`. */
  readonly runId?: string;
  readonly links?: readonly TracePosition[];
};

export type Span = {
  readonly setName: (name: string) => void;
  readonly setAttributes: (attributes: SpanAttributes) => void;
  readonly addLink: (position: TracePosition) => void;
  readonly setFailed: (code: string) => void;
};

export type TracingBackend = {
  readonly withSpan: <T>(name: string, options: SpanOptions, work: (span: Span) => Promise<T>) => Promise<T>;
  /** Records what began then and ends now, below the active span. */
  readonly recordSpan: (name: string, startedAtMs: number, attributes: SpanAttributes) => void;
  readonly findSpan: () => Span | undefined;
  readonly findPosition: () => TracePosition | undefined;
  readonly toRunTrace: (runId: string) => TracePosition;
};

/** Null: nothing is traced, and nothing of OpenTelemetry is loaded. */
let backend: TracingBackend | null = null;
export const setTracingBackend = (next: TracingBackend | null): void => {
  backend = next;
};

const noSpan: Span = { setName() {}, setAttributes() {}, addLink() {}, setFailed() {} };

/** Runs `work` as a span. An error that it throws marks the span with its name and code, never with its message. */
export const withSpan = <T>(name: string, options: SpanOptions, work: (span: Span) => Promise<T>): Promise<T> =>
  backend === null ? work(noSpan) : backend.withSpan(name, options, work);

export const isTracing = (): boolean => backend !== null;
export const recordSpan = (name: string, startedAtMs: number, attributes: SpanAttributes): void =>
  backend?.recordSpan(name, startedAtMs, attributes);

/** The active span's place, if tracing is on and it is recorded. */
export function findSampledPosition(): TracePosition | undefined {
  const position = backend?.findPosition();
  return position?.isSampled ? position : undefined;
}

/**
 * Links the active span to the trace of a workflow's run. The activities of a run share a trace whose id is derived from
 * the run's, so that nothing needs to be carried through Temporal.
 */
export function linkToRun(runId: string): void {
  if (backend === null) return;
  backend.findSpan()?.addLink(backend.toRunTrace(runId));
}

export const setSpanAttributes = (attributes: SpanAttributes): void => backend?.findSpan()?.setAttributes(attributes);

/** The ids of the active span, for logs. */
export function readTraceIds(): { trace_id: string; span_id: string } | undefined {
  const position = backend?.findPosition();
  return position && { trace_id: position.traceId, span_id: position.spanId };
}

/** W3C Trace Context, for requests between our own services: vendors and companies get none. */
export function traceHeaders(): Record<string, string> {
  const position = backend?.findPosition();
  if (position === undefined) return {};
  return { traceparent: `00-${position.traceId}-${position.spanId}-${position.isSampled ? '01' : '00'}` };
}

export function readTraceparent(header: string | undefined | null): TracePosition | null {
  const [, traceId, spanId, flags] = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(header ?? '') ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return null;
  if (/^0+$/.test(traceId) || /^0+$/.test(spanId)) return null;
  return { traceId, spanId, isSampled: (Number.parseInt(flags, 16) & 1) === 1 };
}
